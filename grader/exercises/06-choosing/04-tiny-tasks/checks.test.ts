import {
  checks,
  counted,
  leftAfterError,
  leftOpen,
  leftRunning,
  muteErrorArrives,
  staffText,
  stoodStill,
  type Judgement,
} from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const ticketsATurn = 1000;
/** Code that looks at the clock after each ticket may be some tickets late. */
const mostOnAverage = 1.3 * ticketsATurn;
/** The loop may have been about to turn. */
const mostAtAll = 2.3 * ticketsATurn;
const fewestATurn = 50;
const turnsBesides = 10;
const ticketsAMessage = 50;
const messagesBesides = 20;
const longestTimer = 2;

type Odd = { readonly story: string; readonly expected: string; readonly got: string };

/** @param when what precedes the story in the sentence, if anything */
const prizes = (when = '') =>
  ({
    kind: 'wrong-result',
    message: ({ story }) => (when === '' && story.startsWith('t') ? `T${story.slice(1)}.` : `${when}${story}.`),
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  }) satisfies Judgement<Odd>;

const grouped = (count: number): string => count.toLocaleString('en-US');

type Messages = { readonly messages: number; readonly tickets: number };

const mostMessages = ({ tickets }: Messages): number => tickets / ticketsAMessage + messagesBesides;

/** A number that the messages exceed: the exact number may depend on timing. */
const fewerMessages = (seen: Messages): number =>
  Math.max(mostMessages(seen), 2 ** Math.floor(Math.log2(seen.messages - 1)));

type Staff = { readonly threads: number; readonly processes: number; readonly tickets: number; readonly cores: number };

const fewStarted = ({ threads, processes, cores }: Staff): boolean => threads + processes <= cores;
const tooMany = {
  kind: 'wrong-result',
  message: (staff) => `Started for ${counted(staff.tickets, 'ticket')}: ${staffText(staff)}.`,
  why: ({ cores }) =>
    `To start one takes as long as hundreds of tickets, and only ${cores} of them can be at work at a time.`,
  expected: ({ cores }) => `at most ${cores}, threads and processes together`,
  got: ({ threads, processes }) => String(threads + processes),
} satisfies Judgement<Staff>;

check('a whole draw costs little, and the shop stays open', async ({ measure }) => {
  const run = await measure('draw');
  await run.never(({ before }) => !fewStarted(before) && before, tooMany);

  await run.never(({ after }) => after && after.calls === 0 && after, {
    kind: 'wrong-result',
    message: ({ tickets }) => `For ${counted(tickets, 'ticket')} prizeOf from lottery.ts was never called.`,
    why: 'What a ticket has won is decided by the notary, in her function.',
  });
  await run.never(({ after }) => after && !fewStarted(after) && after, tooMany);
  await run.never(({ after }) => after && after.mostInOneTurn > mostAtAll && after, {
    kind: 'blocked-loop',
    message: ({ mostInOneTurn }) =>
      `prizeOf was called ${counted(mostInOneTurn, 'time')} on the main thread within one turn of the event loop.`,
    why: 'A customer is served when the loop comes round, and not before.',
    expected: `some ${ticketsATurn} tickets between two turns, at most`,
    got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
  });
  await run.never(({ after }) => after && after.onMain / after.turns > mostOnAverage && after, {
    kind: 'blocked-loop',
    message: `On average, prizeOf was called more than ${mostOnAverage} times within a turn of the event loop.`,
    why: 'A customer is served when the loop comes round, and not before.',
    expected: `some ${ticketsATurn} tickets between two turns, at most`,
    got: 'more',
  });
  await run.never(({ after }) => after?.stood, stoodStill('no customer is served'));
  await run.never(({ after }) => after && after.messages > mostMessages(after) && after, {
    kind: 'over-serialised',
    message: (seen) => `${counted(seen.tickets, 'ticket')} took more than ${counted(fewerMessages(seen), 'message')}.`,
    why: 'To send a message and to receive it takes longer than to look through a ticket.',
    expected: (seen) => `at most ${mostMessages(seen)}`,
    got: (seen) => `more than ${fewerMessages(seen)}`,
  });
  await run.never(({ after }) => after && after.turns > after.onMain / fewestATurn + turnsBesides && after, {
    kind: 'over-serialised',
    message: ({ onMain }) =>
      `prizeOf was called ${counted(onMain, 'time')} on the main thread, and the loop turned too often for it.`,
    why: 'A turn is not free: the loop looks at all its timers and asks the system about all I/O.',
    expected: `at least ${fewestATurn} tickets to a turn, on average`,
    got: 'fewer',
  });
  await run.never(({ after }) => after && after.timer > longestTimer && after, {
    kind: 'over-serialised',
    message: ({ timer }) => `A timer of ${timer} ms was set while there was work to do.`,
    expected: `no timer of more than ${longestTimer} ms`,
    got: ({ timer }) => `${timer} ms`,
  });
  await run.never(({ after }) => after && (after.calls !== after.tickets || after.once !== after.tickets) && after, {
    kind: 'wrong-result',
    message: ({ once, calls, tickets }) =>
      once < tickets
        ? `Tickets that were never looked through: ${grouped(tickets - once)} of ${grouped(tickets)}.`
        : `prizeOf was called ${counted(calls, 'time')} for ${counted(tickets, 'ticket')}.`,
    expected: ({ tickets }) => `${counted(tickets, 'ticket')}, one call of prizeOf each`,
    got: ({ once, calls }) => `${counted(calls, 'call')}, for ${counted(once, 'different ticket')}`,
  });
  await run.never(({ after }) => after?.odd, prizes());
  await run.never(({ after }) => after && !after.untouched, {
    kind: 'wrong-result',
    message: 'The list of tickets was changed.',
    why: 'It belongs to the caller, and others may be reading it at the same time.',
    expected: 'the same tickets in the same order afterwards',
    got: 'another list',
  });
  await run.never(({ after }) => after && after.alive !== '' && after, leftRunning);
  await run.never(({ after }) => after && after.left !== '' && after, leftOpen);
});

const damaged = 'ticket 700 is damaged: 3 numbers';

check('a damaged ticket ends the work', async ({ measure }) => {
  const run = await measure('torn');
  await run.equal('end', damaged, {
    message: 'A ticket of the list was damaged: prizeOf throws for it. The promise did not reject with that error.',
    expected: `a rejection with Error: ${damaged}`,
  });
  run.holds(({ alive }) => alive === '', leftAfterError);
  run.holds(({ left: held }) => held === '', leftOpen);
  await run.equal('nextEnd', 'a result', {
    message: 'A draw had failed. The next one, with other tickets, all of them sound, did not resolve.',
    expected: 'the prizes of the next tickets',
  });
  await run.never(({ odd }) => odd, prizes('A draw had failed. In the next one, '));
});

check('an error with an empty message is an error, too', async ({ measure }) => {
  const run = await measure('mute');
  await muteErrorArrives(run, 'prizeOf');
  await run.never((outcome) => outcome.end === 'an Error: ' && outcome.alive !== '' && outcome, leftAfterError);
});

check('two draws do not disturb each other', async ({ measure }) => {
  const run = await measure('twice');
  await run.never(({ before }) => !fewStarted(before) && before, tooMany);
  await run.never(({ after }) => after?.odd, prizes('Two draws were under way at the same time. In one of them, '));
  await run.never(({ after }) => after && after.calls !== after.tickets && after, {
    kind: 'wrong-result',
    message: ({ calls, tickets }) =>
      `Two draws of ${counted(tickets / 2, 'ticket')} each, some of which were in both, called prizeOf ${counted(calls, 'time')}.`,
    expected: ({ tickets }) => counted(tickets, 'call'),
    got: ({ calls }) => String(calls),
  });
  await run.never(({ after }) => after && after.mostInOneTurn > 2 * mostAtAll && after, {
    kind: 'blocked-loop',
    message: ({ mostInOneTurn }) =>
      `Two draws called prizeOf ${counted(mostInOneTurn, 'time')} on the main thread within one turn of the event loop.`,
    expected: `some ${ticketsATurn} tickets of each between two turns, at most`,
    got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
  });
  await run.never(({ after }) => after && after.alive !== '' && after, leftRunning);
  await run.never(({ after }) => after?.ofNone, prizes('Nobody had bought a ticket, and '));
});
