import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const clash = {
  kind: 'race',
  message: 'A writer was not alone.',
  why: 'Whoever went in last did so on what had been true before: somebody else was still, or already, inside.',
  expected: 'many readers, or one writer',
  got: ({ clashes }) => `inside together: ${clashes.join('; ')}`,
} satisfies Judgement<{ clashes: string[] }>;

check('read and write settle with what the work returns', async ({ explore }) => {
  const orders = await explore('oneValue');
  const wanted = ['read line 7', 'write line 7'].map((value) => ({ state: 'fulfilled', value }));
  await orders.always(({ answers, calls }) => calls === 2 && isDeepStrictEqual(answers, wanted), {
    kind: 'wrong-result',
    message: 'Somebody did not get what their work returned, or it was not called once.',
    expected: '"read line 7" and "write line 7"',
    got: ({ answers, calls }) =>
      `${answers.map((task) => (task.state === 'fulfilled' ? JSON.stringify(task.value) : task.state)).join(' and ')}; ` +
      `${calls} calls of work`,
  });
});

check('readers are in together', async ({ explore }) => {
  const orders = await explore('twoReaders');
  // No order may end in a fault; `sometimes` alone is content with one that does not.
  await orders.always(() => true, { kind: 'deadlock', message: 'A reader never ended.' });
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'The second board waited until the first had read.',
    why: 'Both only look. Nobody is in the way, and one of them waits all the same.',
    expected: 'both are reading at the same time in some order',
    got: 'never',
  });
  await orders.sometimes(({ answeredMeanwhile }) => answeredMeanwhile, {
    kind: 'over-serialised',
    message: 'A board that had read everything got its answer only when the other had, too.',
    why: 'Its own work is done; it waits for work that is not its own.',
    expected: 'a reader has its answer while another is still reading, in some order',
    got: 'never',
  });
});

check('readers that have waited for a writer are in together', async ({ explore }) => {
  const orders = await explore('afterTheWriter');
  await orders.always(() => true, { kind: 'deadlock', message: 'Somebody never ended.' });
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'Two boards waited for the dispatcher, and then one of them for the other.',
    why: 'When the writer went out, one reader was let in, and the next one only when that one went out.',
    expected: 'both are reading at the same time in some order',
    got: 'never',
  });
});

check('a writer is alone', async ({ explore }) => {
  const orders = await explore('mixed');
  await orders.always(({ clashes }) => clashes.length === 0, clash);
  await orders.always(({ begun }) => begun === 4, {
    kind: 'wrong-result',
    message: 'Some work was never called, and its caller was told that it is done.',
    expected: '4 visits',
    got: ({ begun }) => `${begun}`,
  });
});

for (const [scenario, title, poor] of [
  ['rushOfReaders', 'readers that come again and again do not starve a writer', 'the dispatcher'],
  ['rushOfWriters', 'writers that come again and again do not starve a reader', 'the board'],
  ['onlyWriters', 'nor do they starve another writer', 'dispatcher E'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always(({ clashes }) => clashes.length === 0, clash);
    await orders.always(({ overtaking }) => overtaking.length === 0, {
      kind: 'starvation',
      message: `Others came later and went in before ${poor}, again and again.`,
      why: 'What goes twice goes a thousand times: as long as they keep coming, the one who waits never gets in.',
      expected: 'nobody goes in twice while somebody waits',
      got: ({ overtaking }) => overtaking.join('; '),
    });
  });
}

check('a request that fails is its own caller\'s affair', async ({ explore }) => {
  const wrong = {
    kind: 'wrong-result',
    message: 'Work failed, and somebody was told something that did not happen to theirs.',
    why: 'The error of one piece of work belongs to the one who brought it, and to nobody else.',
    expected: 'an error for the one whose work failed, and for nobody else',
    got: ({ told }) => told.join('; '),
  } satisfies Judgement<{ told: string[] }>;
  const orders = await explore('aRequestFails');
  await orders.always(({ told }) => told.length === 0, wrong);
  await orders.always(({ clashes }) => clashes.length === 0, {
    ...clash,
    message: 'The request of a reader failed, and a writer went in while another reader was inside.',
    why: 'One reader went out, with an error. That says nothing about the others.',
  });
  await (await explore('throwsAtOnce')).always(({ told }) => told.length === 0, {
    ...wrong,
    message: 'Work threw before it had returned a promise, and somebody did not get what was theirs.',
  });
});

check('nobody slips in while the lock changes hands', async ({ explore }) => {
  for (const moment of [
    'afterWrite0',
    'afterWrite1',
    'afterWrite2',
    'afterWrite3',
    'afterWrite4',
    'afterRead0',
    'afterRead1',
    'afterRead2',
    'afterRead3',
    'afterRead4',
  ] as const) {
    const orders = await explore(moment);
    await orders.always(({ clashes }) => clashes.length === 0, {
      ...clash,
      message: 'A board asked in the very moment in which somebody went out, and then a writer was not alone.',
      why: 'A waiter that is woken runs a little later. In between, the lock looked free to everybody.',
    });
  }
});

check('two locks do not wait for each other', async ({ explore }) => {
  const orders = await explore('twoLocks');
  await orders.sometimes(({ together }) => together, {
    kind: 'over-serialised',
    message: 'The dispatcher of the trams waited for the one of the buses.',
    why: 'Something that belongs to one lock is shared by all of them.',
    expected: 'both write at the same time in some order',
    got: 'never',
  });
});
