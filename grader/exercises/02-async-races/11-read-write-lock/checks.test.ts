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
  await (
    await explore('fourHundred')
  ).sometimes(({ together }) => together === 400, {
    kind: 'over-serialised',
    message: 'Of four hundred boards that asked, not all were in together.',
    why: 'They only look. However many of them are inside, there is no reason why one more should wait.',
    expected: '400 reading at the same time',
    got: ({ outcomes }) => String(outcomes[0]?.together),
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

check('who is done is told so at once', async ({ explore }) => {
  const orders = await explore('mixed');
  await orders.always(({ late }) => late.length === 0, {
    kind: 'over-serialised',
    message: 'Work was done, and the one who brought it was told only when the work of another was done, too.',
    why: 'What comes next in the line is no business of the one who goes out.',
    expected: 'read and write settle as soon as their own work has',
    got: ({ late }) => late.join('; '),
  });
});

for (const [scenario, title] of [
  ['rushOfReaders', 'readers that come again and again do not starve a writer'],
  ['rushOfWriters', 'writers that come again and again do not starve a reader'],
  ['onlyWriters', 'nor do they starve another writer'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.always(({ clashes }) => clashes.length === 0, clash);
    await orders.always(({ overtaking }) => overtaking.length === 0, {
      kind: 'starvation',
      message: ({ overtaking }) => `Somebody came later and went in before, again and again: ${overtaking[0]}.`,
      why: 'What goes twice goes a thousand times: as long as they keep coming, the one who waits never gets in.',
      expected: 'nobody goes in twice while somebody waits',
    });
  });
}

check("a request that fails is its own caller's affair", async ({ explore }) => {
  const wrong = {
    kind: 'wrong-result',
    message: 'Work failed, and somebody was told something that did not happen to theirs.',
    why: 'The error of one piece of work belongs to the one who brought it, and to nobody else.',
    expected: 'an error for the one whose work failed, and for nobody else',
    got: ({ told }) => told.join('; '),
  } satisfies Judgement<{ told: string[] }>;
  const orders = await explore('aRequestFails');
  await orders.always(({ told }) => told.length === 0, wrong);
  await orders.always(({ clashes, readerFailed }) => !readerFailed || clashes.length === 0, {
    ...clash,
    message: 'The request of a reader failed, and a writer went in while another reader was inside.',
    why: 'One reader went out, with an error. That says nothing about the others.',
  });
  await (
    await explore('throwsAtOnce')
  ).always(({ told }) => told.length === 0, {
    ...wrong,
    message: 'Work threw before it had returned a promise, and somebody did not get what was theirs.',
  });
});

check('nobody slips in while the lock changes hands', async ({ explore }) => {
  for (const moment of [
    'readAfterWrite0',
    'readAfterWrite1',
    'readAfterWrite2',
    'readAfterWrite3',
    'readAfterWrite4',
    'readAfterRead0',
    'readAfterRead1',
    'readAfterRead2',
    'readAfterRead3',
    'readAfterRead4',
    'writeAfterWrite0',
    'writeAfterWrite1',
    'writeAfterWrite2',
    'writeAfterWrite3',
    'writeAfterWrite4',
    'writeAfterRead0',
    'writeAfterRead1',
    'writeAfterRead2',
    'writeAfterRead3',
    'writeAfterRead4',
  ] as const) {
    const orders = await explore(moment);
    await orders.always(({ clashes }) => clashes.length === 0, {
      ...clash,
      message: 'Somebody asked in the very moment in which another went out, and then a writer was not alone.',
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
