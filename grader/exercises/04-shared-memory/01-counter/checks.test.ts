import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const missing = (expected: number): Judgement<{ tally: number }> => ({
  kind: 'race',
  message: ({ tally }) => (tally < expected ? 'A visitor is missing.' : 'A visitor was counted twice.'),
  why: 'Between reading the tally and writing it, another thread had changed it.',
  expected: `a tally of ${expected}`,
  got: ({ tally }) => `a tally of ${tally}`,
});

check('one turnstile counts right', async ({ explore }) => {
  const orders = await explore('oneGate');
  await orders.always(({ tally }) => tally === 9, {
    kind: 'wrong-result',
    message: 'A single thread already counts wrong.',
    why: '0, 1 and 3 visitors came to a tally that began at 5.',
    expected: 'a tally of 9',
    got: ({ tally }) => `a tally of ${tally}`,
  });
});

check('two turnstiles lose nobody', async ({ explore }) => {
  await (await explore('twoGates')).always(({ tally }) => tally === 2, missing(2));
});

check('two busy turnstiles lose nobody', async ({ explore }) => {
  await (await explore('busyGates')).always(({ tally }) => tally === 4, missing(4));
});

check('three turnstiles lose nobody', async ({ explore }) => {
  await (await explore('threeGates')).always(({ tally }) => tally === 10, missing(10));
});
