import { checks, overslept, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** @param count exports of all threads together */
async function judge(orders: Orders<{ exports: number; overslept: string[] }>, count: number): Promise<void> {
  await orders.equal('exports', count, {
    kind: 'race',
    message: ({ expected, got }) => `The threads made ${expected} exports under the lock, and counted ${got}.`,
    why: 'Between the acquire() and the release() of one thread, the acquire() of another returned.',
  });
  await orders.empty('overslept', overslept);
}

async function staysInside(orders: Orders<{ outside: boolean }>): Promise<void> {
  await orders.never(({ outside }) => outside && { outside }, {
    kind: 'wrong-result',
    message: "While a thread had the lock, bytes next to the lock's own 16 were not 0, and nothing else writes there.",
    expected: 'a lock uses its own 16 bytes and no others',
  });
}

/** The same as in the scenarios. */
const longestRound = 16;

const sleeps = { expected: 'a thread that finds the lock taken sleeps after ten tries or so, each time' };

check('neither of two threads is left asleep', async ({ explore }) => judge(await explore('twoOnce'), 2));

check('neither of two threads that come again is left asleep', async ({ explore }) => {
  await judge(await explore('twoTwice'), 4);
  // A lock that counts its rings, and begins again from 0 after some number, can miss exactly that many.
  const lock: { round?: number } = {};
  const alone = await explore('alone');
  await staysInside(alone);
  await alone.always(
    ({ round }) => {
      lock.round = round;
      return true;
    },
    { kind: 'wrong-result', message: 'One thread alone could not use the lock.' },
  );
  for (let count = 2; count <= longestRound; count++) {
    // A replay runs only its own scenario, so `lock.round` is not known then.
    if ((lock.round ?? count) === count) await (await explore('goesRound', count)).empty('overslept', overslept);
  }
});

check('none of three threads is left asleep', async ({ explore }) => {
  await judge(await explore('threeOnce'), 3);
  await (await explore('oneAfterTheOther')).empty('overslept', overslept);
});

check('a thread that waits sleeps as long as the lock is taken', async ({ explore }) => {
  for (const scenario of ['longExport', 'usedLock'] as const) {
    const orders = await explore(scenario);
    await orders.empty('overslept', overslept);
    await orders.empty('awake', sleeps);
    await staysInside(orders);
  }
  await (await explore('longExportForTwo')).empty('busy', { ...sleeps, kind: 'livelock' });
});
