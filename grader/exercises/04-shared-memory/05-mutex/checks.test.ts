import { checks, type Judgement, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Outcome = { numbers: number[]; slept: string[]; overslept: string[] };

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const sorted = (numbers: readonly number[]): string => numbers.toSorted((a, b) => a - b).join(', ');

const twice = (count: number): Judgement<Outcome> => ({
  kind: 'race',
  message: 'Two parcels got the same label: two threads held the mutex at the same time.',
  why: 'While one was between its lock() and its unlock(), the lock() of another returned.',
  expected: `the labels ${sorted(upTo(count))}`,
  got: ({ numbers }) => `the labels ${sorted(numbers)}`,
});

const overslept: Judgement<{ overslept: string[] }> = {
  kind: 'missed-wakeup',
  message: ({ overslept: names }) => `Nobody woke ${names.join(' and ')}: only a time-out ended the sleep.`,
  why: 'The mutex was free, and still the thread slept, until nothing else could happen.',
  expected: 'a thread that sleeps is woken when there is something to look at',
  got: 'a sleep for as long as the time-out lasts',
};

const busy: Judgement<{ busy: string[] }> = {
  kind: 'livelock',
  message: ({ busy: names }) =>
    `${names.join(' and ')} looked at the mutex again and again, without a sleep in between.`,
  why: 'It did more than sixty operations in a row, and none of them was a sleep. A thread that waits and changes the word keeps the others from sleeping on it.',
  expected: 'a thread that finds the mutex taken sleeps after ten tries at most',
};

const awake = {
  why: 'As long as a thread asks it keeps a core busy, which whoever has the mutex may need.',
  expected: 'a thread that finds the mutex taken sleeps after ten tries at most, each time',
};

async function judge(orders: Orders<Outcome>, count: number): Promise<void> {
  await orders.always(({ numbers }) => sorted(numbers) === sorted(upTo(count)), twice(count));
  await orders.always((outcome) => outcome.overslept.length === 0, overslept);
}

check('one thread takes the mutex, gives it back and takes it again', async ({ explore }) => {
  const orders = await explore('oneTable');
  await orders.always(({ numbers }) => sorted(numbers) === '1, 2', {
    kind: 'wrong-result',
    message: 'A single thread already gets wrong labels.',
    expected: 'the labels 1, 2',
    got: ({ numbers }) => `the labels ${sorted(numbers)}`,
  });
  await orders.always(({ slept }) => slept.length === 0, {
    kind: 'missed-wakeup',
    message: 'A thread slept in front of a mutex that nobody had.',
    why: 'It was alone: there is nobody who could wake it.',
  });
});

check('two threads take turns', async ({ explore }) => {
  await judge(await explore('twoTablesOnce'), 2);
  await judge(await explore('twoTables'), 4);
  await judge(await explore('busyTable'), 5);
});

check('who waits sleeps as long as the mutex is taken', async ({ explore }) => {
  for (const scenario of ['longPrint', 'longPrintForTwo'] as const) {
    const orders = await explore(scenario);
    await orders.always((outcome) => outcome.overslept.length === 0, overslept);
    await orders.empty('awake', awake);
    await orders.always((outcome) => outcome.busy.length === 0, busy);
  }
});

check('of three threads nobody is left asleep', async ({ explore }) => judge(await explore('threeTables'), 3));

check('what is written under the mutex is seen by the next', async ({ explore }) =>
  judge(await explore('plainTables'), 2),
);

check('two mutexes do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoPrinters');
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'A thread with one mutex kept another thread from taking a different one.',
    why: 'They lie in one buffer at different offsets, and still act as one.',
    expected: 'both mutexes are taken at the same time in some order',
    got: 'never',
  });
});
