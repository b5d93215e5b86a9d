import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const left = (expected: number): Judgement<{ left: number }> => ({
  kind: 'race',
  message: 'What happened, in one sentence, in the words of the story.',
  why: 'The mechanism behind it, without the answer.',
  expected: `${expected} left`,
  got: ({ left: pieces }) => `${pieces} left`,
});

check('one piece is taken', async ({ explore }) => {
  const orders = await explore('one');
  await orders.always(({ left: pieces }) => pieces === 1, { ...left(1), kind: 'wrong-result' });
});

check('two pieces are taken', async ({ explore }) => {
  const orders = await explore('two');
  await orders.always(({ left: pieces }) => pieces === 0, left(0));
  await orders.always(({ taken }) => taken.every((end) => end.state === 'fulfilled' && end.value), {
    kind: 'wrong-result',
    message: 'There was a piece for each, and somebody was told that there was none.',
  });
});
