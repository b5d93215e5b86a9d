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

const sleeps = { expected: 'a thread that finds the lock taken sleeps after ten tries or so, each time' };

check('of two threads nobody is left asleep', async ({ explore }) => judge(await explore('twoOnce'), 2));

check('of two threads that come again nobody is left asleep', async ({ explore }) =>
  judge(await explore('twoTwice'), 4),
);

check('of three threads nobody is left asleep', async ({ explore }) => judge(await explore('threeOnce'), 3));

check('who waits sleeps as long as the lock is taken', async ({ explore }) => {
  for (const scenario of ['longExport', 'usedLock'] as const) {
    const orders = await explore(scenario);
    await orders.empty('overslept', overslept);
    await orders.empty('awake', sleeps);
  }
  await (await explore('longExportForTwo')).empty('busy', { ...sleeps, kind: 'livelock' });
});
