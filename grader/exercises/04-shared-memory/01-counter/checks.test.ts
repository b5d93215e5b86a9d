import { checks, type Difference } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const miscount = {
  kind: 'race',
  message: ({ expected, got }: Difference) =>
    `With all visitors counted, the tally would be ${expected}; it says ${got}.`,
} as const;

check('one turnstile counts right', async ({ explore }) => {
  const orders = await explore('oneGate');
  await orders.equal('tally', 65_538, {
    message: ({ got }) => `A single thread added 0, 1 and 3 visitors to a tally of 65534. The tally then said ${got}.`,
  });
});

check('two turnstiles lose nobody', async ({ explore }) => (await explore('twoGates')).equal('tally', 2, miscount));

check('two busy turnstiles lose nobody', async ({ explore }) => {
  await (await explore('busyGates')).equal('tally', 4, miscount);
  await (await explore('swiftGate')).equal('tally', 6, miscount);
});

check('three turnstiles lose nobody', async ({ explore }) =>
  (await explore('threeGates')).equal('tally', 10, miscount),
);
