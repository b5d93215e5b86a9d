import { checks, type Judgement, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Outcome = { exports: number; slept: string[]; overslept: string[] };

const overslept: Judgement<{ overslept: string[] }> = {
  kind: 'missed-wakeup',
  message: ({ overslept: names }) => `Nobody woke ${names.join(' and ')}: only a time-out ended the sleep.`,
  why: 'The wake-up was lost all the same. The time-out turns a sleep for ever into a long one.',
  expected: 'a thread that sleeps is woken when there is something to look at',
  got: 'a sleep for as long as the time-out lasts',
};

const awake = {
  why: 'A thread that does not sleep misses no wake-up, but keeps a core busy all night.',
  expected: 'a thread that finds the lock taken sleeps after ten tries at most, each time',
};

const busy: Judgement<{ busy: string[] }> = {
  kind: 'livelock',
  message: ({ busy: names }) =>
    `${names.join(' and ')} looked at the lock again and again, without a sleep in between.`,
  why: 'It did more than sixty operations in a row, and none of them was a sleep. A thread that waits and changes the word keeps the others from sleeping on it.',
  expected: 'a thread that finds the lock taken sleeps after ten tries at most',
};

/** @param count exports of all threads together */
async function judge(orders: Orders<Outcome>, count: number): Promise<void> {
  await orders.always(({ exports }) => exports === count, {
    kind: 'race',
    message: 'Two exports ran at the same time, and one of them was lost.',
    why: 'While one was between its acquire() and its release(), the acquire() of another returned.',
    expected: `${count} exports`,
    got: ({ exports }) => String(exports),
  });
  await orders.always((outcome) => outcome.overslept.length === 0, overslept);
}

check('of two threads nobody is left asleep', async ({ explore }) => {
  await judge(await explore('twoOnce'), 2);
});

check('of two threads that come again nobody is left asleep', async ({ explore }) => {
  await judge(await explore('twoTwice'), 4);
});

check('of three threads nobody is left asleep', async ({ explore }) => judge(await explore('threeOnce'), 3));

check('who waits sleeps as long as the lock is taken', async ({ explore }) => {
  for (const scenario of ['longExport', 'usedLock'] as const) {
    const orders = await explore(scenario);
    await orders.always((outcome) => outcome.overslept.length === 0, overslept);
    await orders.empty('awake', awake);
  }
  await (await explore('longExportForTwo')).always((outcome) => outcome.busy.length === 0, busy);
});
