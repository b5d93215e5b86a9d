import { checks, notOnce, outOfTurn, type Conditions, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** What was asked for and what was printed, each in its order; and what was printed at the same time. */
type Seen = { asked: string[]; paper: string[]; overlaps: string[] };

async function onceAndAlone(orders: Conditions<Seen>): Promise<void> {
  await orders.never(({ asked, paper }) => notOnce(asked, paper), {
    kind: 'wrong-result',
    message: ({ who, wanted, times }) =>
      wanted === 0
        ? `The printer jammed at ${who}, and ${who} was printed ${times} all the same.`
        : `Ordered once and ${times === 'never' ? 'never printed' : `printed ${times}`}: ${who}.`,
  });
  await orders.empty('overlaps', { kind: 'race', message: ([first]) => `Two at once: ${first}.` });
}

async function inTurn(orders: Conditions<Seen>): Promise<void> {
  await onceAndAlone(orders);
  await orders.never(({ asked, paper }) => outOfTurn(asked, paper), {
    kind: 'race',
    message: ({ who, before }) => `Out of turn: ${who} came out before ${before}, which had been ordered earlier.`,
    expected: ({ asked }) => asked,
    got: ({ served }) => served,
  });
}

async function answeredInTime(line: Orders<{ late: boolean }>, happened: string): Promise<void> {
  await line.sometimes(({ late }) => !late, {
    message: ({ complete }) =>
      `${happened}In every order${complete ? '' : ' that was tried'} a till got its answer only after a later ticket had been printed, too.`,
    expected: 'each till gets its answer when its own work is done, in some order',
  });
}

check('run settles with what the work returns', async ({ explore }) => {
  const orders = await explore('oneTicket');
  await onceAndAlone(orders);
  await orders.empty('unlike');
  const nothings = await explore('nothings');
  await nothings.empty('unlike');
});

check('tickets at once come out whole, in the order in which they were asked for', async ({ explore }) => {
  await inTurn(await explore('threeTills'));
  await answeredInTime(await explore('inLine', 'all succeed'), '');
  const line = await explore('longLine');
  await inTurn(line);
  await line.never(({ late: [first] }) => first, {
    kind: 'over-serialised',
    message: ({ ticket, ended, answered }) =>
      `An answer came late: the work of ticket ${ticket} ended at ${ended} ms, and its caller had the answer at ${answered} ms.`,
    expected: 'a till has its answer when its own work is done',
    mark: ({ ticket, answered }) => ({ row: `print(${ticket})`, note: `its caller had the answer at ${answered} ms` }),
  });
});

check('somebody who comes again at once gets in line', async ({ explore }) => {
  await inTurn(await explore('comesAgain'));
});

check('work that fails rejects its own run only', async ({ explore }) => {
  // The checks above judge what goes wrong where nothing fails.
  const orders = (await explore('paperJam')).where(({ jammed }) => jammed.length > 0);
  await orders.empty('told');
  await inTurn(orders);
  await answeredInTime(await explore('inLine', 'the first fails'), 'The first till’s work fails. ');
});

check('work that throws at once rejects its own run only', async ({ explore }) => {
  const orders = await explore('throwsAtOnce');
  await orders.empty('told');
  await inTurn(orders);
});

check('a run within work gets in line, too', async ({ explore }) => {
  await inTurn(await explore('copies'));
});

check('nobody slips in while the lock changes hands', async ({ explore, each }) => {
  for await (const orders of each('sameMoment', [0, 1, 2, 3, 4])) await inTurn(orders);
  await inTurn(await explore('everyMoment'));
});

check('two mutexes do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoPrinters');
  await orders.overlap('together', {
    message: 'The printers in the foyer and on the balcony never print at the same time.',
  });
  await inTurn(await explore('waitingInTheFoyer'));
});
