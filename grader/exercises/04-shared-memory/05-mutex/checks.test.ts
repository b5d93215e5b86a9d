import { checks, overslept, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const labels = (numbers: readonly number[]): string => `the labels ${numbers.toSorted((a, b) => a - b).join(', ')}`;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A label that was given to two parcels. */
function twiceIn(numbers: readonly number[]) {
  const label = numbers.find((each, index) => numbers.indexOf(each) !== index);
  return label !== undefined && { label, numbers };
}

async function judge(orders: Orders<{ numbers: number[]; overslept: string[] }>, count: number): Promise<void> {
  await orders.never(({ numbers }) => twiceIn(numbers), {
    kind: 'race',
    message: ({ label }) => `Two parcels got the label ${label}.`,
    expected: labels(upTo(count)),
    got: ({ numbers }) => labels(numbers),
  });
  await orders.equal(({ numbers }) => labels(numbers), labels(upTo(count)), {
    message: 'Each parcel got a label of its own, but not the next number each time.',
  });
  await orders.empty('overslept', overslept);
}

const sleeps = { expected: 'a thread that finds the mutex taken sleeps after ten tries or so, each time' };

check('one thread takes the mutex, gives it back and takes it again', async ({ explore }) => {
  const orders = await explore('oneTable');
  await orders.equal(({ numbers }) => labels(numbers), labels([1, 2]), {
    message: 'A single thread took two labels under the mutex, and they are not 1 and 2.',
  });
  await orders.empty('slept', {
    kind: 'missed-wakeup',
    message: 'The only thread there was went to sleep.',
    expected: 'nobody else can have the mutex, so there is nothing to wait for',
  });
});

check('two threads take turns', async ({ explore }) => {
  await judge(await explore('twoTablesOnce'), 2);
  await judge(await explore('twoTables'), 4);
  await judge(await explore('busyTable'), 5);
});

check('a thread that waits sleeps as long as the mutex is taken', async ({ explore }) => {
  for (const scenario of ['longPrint', 'longPrintForTwo'] as const) {
    const orders = await explore(scenario);
    await orders.never(({ changed }) => changed > 0 && { changed }, {
      kind: 'wrong-result',
      message:
        'While a thread had a mutex, a word of the 16 bytes behind it was not 0. Another mutex lies there, which nobody uses.',
      expected: 'a mutex uses its own 16 bytes and no others',
    });
    await orders.empty('overslept', overslept);
    await orders.empty('awake', sleeps);
    await orders.empty('busy', { ...sleeps, kind: 'livelock' });
  }
});

check('none of three threads is left asleep', async ({ explore }) => {
  await judge(await explore('threeTables'), 3);
  await (await explore('oneAfterTheOther')).empty('overslept', overslept);
});

check('what is written under the mutex is seen by the next', async ({ explore }) =>
  judge(await explore('plainTables'), 2),
);

check('two mutexes do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoPrinters');
  await orders.overlap('together', {
    message: 'Two threads, each with a mutex of its own in the same buffer, never hold them at the same time.',
  });
  await (
    await explore('bothPrinters')
  ).empty('slept', {
    kind: 'missed-wakeup',
    message: 'A single thread had one mutex, locked another one, and went to sleep.',
    expected: 'nobody else can have them, so there is nothing to wait for',
  });
});
