import { checks, type Difference } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const left = {
  kind: 'race',
  message: ({ expected, got }: Difference) =>
    `What happened, in one sentence, in the words of the story: ${got} left, not ${expected}.`,
} as const;

check('one piece is taken', async ({ explore }) => {
  const orders = await explore('one');
  await orders.equal('left', 1, { ...left, kind: 'wrong-result' });
});

check('two pieces are taken', async ({ explore }) => {
  const orders = await explore('two');
  await orders.equal('left', 0, left);
  await orders.never(({ taken }) => taken.find((end) => end.state !== 'fulfilled' || !end.value), {
    kind: 'wrong-result',
    message: 'There was a piece for each, and somebody was told that there was none.',
  });
});
