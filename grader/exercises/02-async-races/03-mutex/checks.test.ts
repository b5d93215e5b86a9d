import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** For runs in which some work fails. */
const inSpiteOfFailure = {
  overlap: {
    kind: 'race',
    message: 'Where some work fails, two tickets were being printed at once.',
    why: 'Somebody found the printer free, or was told so, while another ticket was under way.',
    expected: 'one at a time',
    got: ({ peak }) => `${peak} at a time`,
  },
  order: {
    kind: 'race',
    message: 'Where some work fails, somebody who came later was served first.',
    why: 'When work ended, it was not the one who had waited longest that was let in.',
    expected: ({ wanted }) => wanted,
    got: ({ paper }) => paper,
  },
} satisfies Record<string, Judgement<{ paper: string; wanted: string; peak: number }>>;

check('run settles with what the work returns', async ({ explore }) => {
  const orders = await explore('oneTicket');
  await orders.always(
    ({ answer, paper }) => paper === 'A1' && answer.state === 'fulfilled' && answer.value === 'seat 12',
    {
      kind: 'wrong-result',
      message: 'One ticket alone, and the caller did not get what its work returned.',
      expected: 'work is called once, and run resolves to its "seat 12"',
      got: ({ answer, paper }) =>
        `${answer.state === 'fulfilled' ? JSON.stringify(answer.value) : answer.state}; paper: ${paper || 'empty'}`,
    },
  );
  const nothings = await explore('nothings');
  await nothings.always(({ unlike }) => unlike.length === 0, {
    kind: 'wrong-result',
    message: 'run did not settle as its work did.',
    why: 'Whether work failed is one question, and with which value is another: any value can be thrown.',
    expected: 'run resolves or rejects with what its work does, be it undefined, 0 or null',
    got: ({ unlike }) => unlike.slice(0, 2).join('; '),
  });
});

check('tickets at once come out whole, in the order in which they were asked for', async ({ explore }) => {
  const orders = await explore('threeTills');
  await orders.always(({ paper, wanted }) => paper.length === wanted.length, {
    kind: 'wrong-result',
    message: 'Some work was not run exactly once.',
    expected: ({ wanted }) => wanted,
    got: ({ paper }) => paper,
  });
  await orders.always(({ whole }) => whole, {
    kind: 'race',
    message: 'Two tickets got mixed up: their work was under way at the same time.',
    why: 'Two callers found the printer free, or were told so, before either had taken it.',
    expected: ({ wanted }) => wanted,
    got: ({ paper }) => paper,
  });
  await orders.always(({ paper, wanted }) => paper === wanted, {
    kind: 'race',
    message: 'Somebody who came later was served first.',
    why: 'When work ended, it was not the one who had waited longest that was let in.',
    expected: ({ wanted }) => wanted,
    got: ({ paper }) => paper,
  });
  const line = await explore('inLine');
  await line.sometimes(({ late }) => late === 0, {
    kind: 'over-serialised',
    message: 'A till had its answer only after a ticket behind its own was printed, too.',
    why: 'Its own ticket had been printed before; it waited for work that was not its own.',
    expected: 'a till has its answer when its own work is done',
    got: 'not before that of others is, too',
  });
  const long = await explore('longLine');
  await long.always(({ paper, wanted, peak }) => paper === wanted && peak === 1, {
    kind: 'race',
    message: 'Twelve tickets were asked for at once, all by the same function, and something went wrong.',
    why: 'A few different ones come out well. Every call of run is one piece of work, however many there are.',
    expected: ({ wanted }) => `${wanted}, one at a time`,
    got: ({ paper, peak }) => `${paper}, at most ${peak} at a time`,
  });
});

check('somebody who comes again at once gets in line', async ({ explore }) => {
  const orders = await explore('comesAgain');
  await orders.always(({ paper, asked }) => paper === asked, {
    kind: 'race',
    message: 'Somebody who came later was served first.',
    why: 'When work ended, it was not the one who had waited longest that was let in.',
    expected: ({ asked }) => asked,
    got: ({ paper }) => paper,
  });
});

check('work that fails rejects its own run only', async ({ explore }) => {
  const orders = await explore('paperJam');
  await orders.always(({ told }) => told.length === 0, {
    kind: 'wrong-result',
    message: 'A till was told something that did not happen to its own ticket.',
    why: 'The error of one piece of work belongs to the one who gave it to the mutex, and to nobody else.',
    expected: 'an error where the paper jammed, and nowhere else',
    got: ({ told }) => told.join('; '),
  });
  // What goes wrong where nothing fails has been told above.
  await orders.always(({ paper, wanted, failed }) => !failed || paper.length === wanted.length, {
    kind: 'wrong-result',
    message: 'After a paper jam some work was not run exactly once.',
    expected: ({ wanted }) => `${wanted}, besides the one that jammed`,
    got: ({ paper }) => paper || 'nothing',
  });
  await orders.always(({ peak, failed }) => !failed || peak <= 1, inSpiteOfFailure.overlap);
  await orders.always(({ paper, wanted, failed }) => !failed || paper === wanted, inSpiteOfFailure.order);
});

check('work that throws at once rejects its own run only', async ({ explore }) => {
  const orders = await explore('throwsAtOnce');
  await orders.always(({ got, others }) => got === 'run rejected' && others === 'B; C', {
    kind: 'wrong-result',
    message: 'Work threw before it had returned a promise, and somebody did not get what was theirs.',
    why: 'An error can come out of the very call of work: then there is no promise yet to wait for.',
    expected: 'its own run rejects with that error, and B and C are printed',
    got: ({ got, others }) => `${got}; B and C: ${others || 'not printed'}`,
  });
  await orders.always(({ peak }) => peak <= 1, inSpiteOfFailure.overlap);
  await orders.always(({ paper, wanted }) => paper === wanted, inSpiteOfFailure.order);
});

check('a run within work gets in line, too', async ({ explore }) => {
  const orders = await explore('copies');
  await orders.always(({ paper }) => paper === 'A1 A2 copy copy', {
    kind: 'race',
    message: 'Work that was given to the mutex within other work did not wait for that to end.',
    why: 'The mutex took the second call for a part of the first. They overlap all the same.',
    expected: 'A1 A2 copy copy',
    got: ({ paper }) => paper,
  });
});

check('nobody slips in while the lock changes hands', async ({ explore }) => {
  const why = 'A waiter that is woken runs a little later. In between, the lock looked free to everybody.';
  for (const moment of ['sameMoment0', 'sameMoment1', 'sameMoment2', 'sameMoment3', 'sameMoment4'] as const) {
    const orders = await explore(moment);
    await orders.always(({ alone }) => alone, {
      kind: 'race',
      message: 'Somebody asked in the very moment in which work ended, and then two were under way at once.',
      why,
      expected: 'one at a time',
      got: 'two at a time',
    });
    await orders.always(({ paper, asked }) => paper === asked, {
      kind: 'race',
      message: 'Somebody asked in the very moment in which work ended, and got in before the one who waited.',
      why,
      expected: ({ asked }) => asked,
      got: ({ paper }) => paper,
    });
  }
  const later = await explore('everyMoment');
  await later.always(({ alone }) => alone, {
    kind: 'race',
    message: 'Many asked in the moments after work had ended, and then two were under way at once.',
    why,
    expected: 'one at a time',
    got: 'two at a time',
  });
  await later.always(({ paper, wanted }) => paper === wanted, {
    kind: 'race',
    message: 'Many asked in the moments after work had ended, and one of them got in before somebody who waited.',
    why,
    expected: ({ wanted }) => wanted,
    got: ({ paper }) => paper,
  });
});

check('two mutexes do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoPrinters');
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'The printer on the balcony waited for the one in the foyer.',
    why: 'Something that belongs to one mutex is shared by all of them.',
    expected: 'both print at the same time in some order',
    got: 'never',
  });
});
