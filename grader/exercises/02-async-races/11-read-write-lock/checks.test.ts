import { checks, type Texts } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const clash = {
  kind: 'race',
  message: ([first]: Texts) => `A writer was not alone: ${first}.`,
  expected: 'many readers inside, or one writer alone',
} as const;

check('read and write settle with what the work returns', async ({ explore }) => {
  const orders = await explore('oneValue');
  await orders.never(({ calls }) => calls.some((times) => times !== 1) && calls, {
    kind: 'wrong-result',
    message: ([ofRead, ofWrite]) =>
      `A read and a write were asked for. Calls of the read's work: ${ofRead}; of the write's: ${ofWrite}.`,
    expected: 'one call each',
  });
  await orders.equal('answers', ["'read line 7'", "'write line 7'"], {
    message: ({ expected, got }) => `The work of a read and of a write returned ${expected}; their callers got ${got}.`,
  });
  await (await explore('nothings')).empty('unlike');
});

check('readers are in together', async ({ explore }) => {
  const orders = await explore('twoReaders');
  await orders.overlap('together', { message: 'Two boards, with nobody else about, are never in at the same time.' });
  const many = await explore('manyBoards');
  await many.sometimes(({ together }) => together === 190, {
    message: 'Of 190 boards that asked, not all were in together.',
    expected: '190 reading at the same time',
    got: ({ outcomes }) => String(outcomes[0]?.together),
  });
});

check('readers that have waited for a writer are in together', async ({ explore }) => {
  const orders = await explore('afterTheWriter');
  await orders.overlap('together', {
    message: 'Two boards that waited for a dispatcher are never in at the same time.',
  });
});

check('a writer is alone', async ({ explore }) => {
  const orders = await explore('mixed');
  await orders.empty('clashes', clash);
  await orders.empty('uncalled', {
    message: ([who]) => `The work of ${who} was never called, and its caller was told that it was done.`,
  });
  await (await explore('tenAndAWriter')).empty('clashes', { ...clash, kind: 'wrong-result' });
});

check('whoever is done is told so at once', async ({ explore }) => {
  const orders = await explore('mixed');
  await orders.empty('late', { kind: 'over-serialised' });
});

const starves = {
  kind: 'starvation',
  expected: 'nobody goes in twice ahead of somebody who has waited longer',
} as const;

for (const [who, title] of [
  ['readers', 'readers that come again and again do not starve a writer'],
  ['writers', 'writers that come again and again do not starve a reader'],
  ['only-writers', 'nor do they starve another writer'],
] as const) {
  check(title, async ({ explore }) => {
    const orders = await explore('rush', who);
    await orders.empty('clashes', clash);
    await orders.empty('overtaking', starves);
    if (who === 'only-writers') await (await explore('longRush')).empty('overtaking', starves);
  });
}

check("a request that fails is its own caller's affair", async ({ explore }) => {
  const orders = await explore('aRequestFails');
  await orders.empty('told');
  await orders.where(({ readerFailed }) => readerFailed).empty('clashes', clash);
  await orders.empty('late', { kind: 'over-serialised' });
  const written = await explore('aWriteFails');
  await written.where(({ failed }) => failed).empty('clashes', clash);
  const broken = await explore('throwsAtOnce');
  await broken.empty('told');
  await broken.empty('clashes', clash);
  await (await explore('noErrors')).empty('unlike');
});

check('nobody slips in while the lock changes hands', async ({ each }) => {
  for (const moments of ['readAfterWrite', 'readAfterRead', 'writeAfterWrite', 'writeAfterRead'] as const) {
    for await (const orders of each(moments, [0, 1, 2, 3, 4])) await orders.empty('clashes', clash);
  }
});

check('two locks do not wait for each other', async ({ explore }) => {
  for (const [kind, who] of [
    ['write', 'Two dispatchers'],
    ['read', 'A board and a dispatcher'],
  ] as const) {
    const orders = await explore('twoLocks', kind);
    await orders.overlap('together', {
      message: `${who}, each at a lock of their own, are never in at the same time.`,
    });
  }
  await (await explore('waitingForTheBuses')).empty('clashes', clash);
});
