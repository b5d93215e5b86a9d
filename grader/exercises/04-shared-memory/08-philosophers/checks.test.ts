import { checks, type Judgement, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Outcome = { clashes: number[]; slept: string[]; overslept: string[] };

const clash: Judgement<Outcome> = {
  kind: 'race',
  message: ({ clashes }) => `Two robots used pipette ${clashes[0]} at the same time.`,
  why: 'The job of one was called while the job of its neighbour was still running.',
  expected: 'neighbours work one after the other',
};

const overslept: Judgement<Outcome> = {
  kind: 'missed-wakeup',
  message: ({ overslept: names }) => `Nobody woke ${names.join(' and ')}: only a time-out ended the sleep.`,
  why: 'Nobody had its pipettes any more, and still it slept, until nothing else could happen.',
  expected: 'a robot that sleeps is woken when there is something to look at',
  got: 'a sleep for as long as the time-out lasts',
};

async function judge(orders: Orders<Outcome>): Promise<void> {
  await orders.always(({ clashes }) => clashes.length === 0, clash);
  await orders.always((outcome) => outcome.overslept.length === 0, overslept);
}

check('one after the other all get their pipettes, also after a job that throws', async ({ explore }) => {
  const failing = [0, 1, 2].flatMap((place) => [`job at ${place}`, 'its error']);
  const expected = [...failing, 'job at 1', 'job at 2', 'job at 0'];
  const orders = await explore('oneAfterTheOther');
  await orders.always(({ said }) => said.join() === expected.join(), {
    kind: 'wrong-result',
    message: 'Robots that came one after the other did not all do their jobs, once each.',
    why: 'Nobody else was at the table. The first three jobs threw something, which is for the caller, as it is.',
    expected: expected.join(', '),
    got: ({ said }) => said.join(', '),
  });
  await judge(await explore('besideAnError'));
});

check('a table for eight has its bench in the 128 bytes, and nowhere else', async ({ explore }) => {
  const expected = ['job at 0', 'job at 7'];
  const orders = await explore('largestTable');
  await orders.always(({ said }) => said.join() === expected.join(), {
    kind: 'wrong-result',
    message: 'Two robots that came one after the other did not find the bench as it should be.',
    why: 'The bench is the 128 bytes from byteOffset on: what lies around it belongs to others.',
    expected: expected.join(', '),
    got: ({ said }) => said.join(', '),
  });
  await judge(await explore('roundTheCorner'));
});

check('two neighbours work in turn, and who waits sleeps', async ({ explore }) => {
  await judge(await explore('neighbours'));
  for (const [scenario, robot] of [
    ['waitsAtItsRight', 'robot 0'],
    ['waitsAtItsLeft', 'robot 2'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.always(({ slept }) => slept.includes(robot), {
      kind: 'wrong-result',
      message: `${robot} waits for a pipette and does not sleep: it asks again and again.`,
      why: 'As long as it asks it keeps a core busy, which the robot at work may need.',
      expected: 'a robot that finds a pipette taken sleeps until it is back',
      got: 'it was awake until robot 1 had done its job',
    });
  }
  await judge(await explore('tableForTwo'));
});

check('it does not matter who comes how often', async ({ explore }) => judge(await explore('oftenAndOnce')));

check('with a robot at every place all get on', async ({ explore }) => judge(await explore('fullTable')));

check('robots that share no pipette can work at the same time', async ({ explore }) => {
  for (const [scenario, robots] of [
    ['apart', 'robots 0 and 2'],
    ['apartAtTheEnd', 'robots 1 and 4'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.sometimes(({ together }) => together, {
      kind: 'over-serialised',
      message: `At a table for five the ${robots} never worked at the same time.`,
      why: 'They share no pipette, so one waited for something that it does not need.',
      expected: 'both are at work in some order',
      got: 'never',
    });
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
      message: `At a table for four ${robot} was passed over as long as ${neighbours} kept coming.`,
      why: 'One of them was always at work, so its two pipettes were never free at the same moment. It was waiting each time one of them came back, and that one went first.',
      expected: 'it is its turn, in some order, before the neighbours have come four times each',
      got: 'in no order',
    });
  }
});
