import { checks, overslept, type Orders, type Texts } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

async function judge(orders: Orders<{ clashes: string[]; overslept: string[] }>): Promise<void> {
  await orders.empty('clashes', { kind: 'race', expected: 'neighbours work one after the other' });
  await orders.empty('overslept', overslept);
}

const alone = { message: ([first]: Texts) => `With nobody else at the table, ${first}.` };

check('one after the other all get their pipettes, also after a job that throws', async ({ explore }) => {
  const orders = await explore('oneAfterTheOther');
  await orders.empty('wrong', alone);
  await judge(await explore('besideAnError'));
});

check('a table for eight has its bench in the 128 bytes, and nowhere else', async ({ explore }) => {
  const orders = await explore('largestTable');
  await orders.empty('wrong', alone);
  await judge(await explore('roundTheCorner'));
});

check('two neighbours work in turn, and the one that waits sleeps', async ({ explore }) => {
  await judge(await explore('neighbours'));
  for (const scenario of ['waitsAtItsRight', 'waitsAtItsLeft'] as const) {
    const orders = await explore(scenario);
    await orders.empty('awake', {
      message: ([first]) => `While its neighbour took its time, ${first}.`,
      expected: 'a robot that finds a pipette taken sleeps until it is back',
    });
  }
  await judge(await explore('tableForTwo'));
});

check('it does not matter how often each robot comes', async ({ explore }) => judge(await explore('oftenAndOnce')));

check('with a robot at every place, all of them get their turns', async ({ explore }) =>
  judge(await explore('fullTable')),
);

check('robots that share no pipette can work at the same time', async ({ explore }) => {
  for (const [scenario, robots] of [
    ['apart', 'robots 0 and 2'],
    ['apartAtTheEnd', 'robots 1 and 4'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.overlap('together', { message: `At a table for five, ${robots} never work at the same time.` });
  }
});

check('nobody is kept waiting by two that come again and again', async ({ explore }) => {
  for (const [scenario, robot, neighbours] of [
    ['greedyNeighbours', 'robot 0', 'robots 1 and 3'],
    ['otherGreedyNeighbours', 'robot 3', 'robots 2 and 0'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.sometimes(({ before, jobs }) => before < jobs, {
      kind: 'starvation',
      message: ({ complete }) =>
        `In ${complete ? 'no order' : 'no order that was tried'} does ${robot} get its turn before ${neighbours} have done all their jobs, four each.`,
      expected: `a turn for ${robot} between two jobs of its neighbours, in some order`,
    });
  }
});
