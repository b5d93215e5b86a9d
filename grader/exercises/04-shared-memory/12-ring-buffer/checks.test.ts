import { checks, type Orders, type Texts } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const alone = { message: ([first]: Texts) => `A single thread used both ends, and ${first}.` };

check('one thread gets out what it put in', async ({ explore }) => {
  await (await explore('fewSamples')).empty('wrong', alone);
  await (await explore('oneSlot')).empty('wrong', alone);
});

check('it goes on when the counters wrap around', async ({ explore }) => {
  for (const [scenario, begin] of [
    ['manySamples', '2^31 - 2'],
    ['mostSamples', '2^32 - 2'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.empty('wrong', {
      message: ([first]) => `The counters began at ${begin}, a single thread used both ends, and ${first}.`,
    });
  }
});

check('the status display finds what the layout says', async ({ explore }) => {
  // The samples in the ring are 11, 12, 13 and 14: numbers 8 to 11, and after 2^31 - 2 or 2^32 - 2 others 6 to 9.
  for (const [scenario, expected] of [
    ['fewSamples', 'pushed 12, popped 8, slots 11 12 13 14'],
    ['manySamples', 'pushed 2147483656, popped 2147483652, slots 11 12 13 14'],
    ['mostSamples', 'pushed 8, popped 4, slots 11 12 13 14'],
  ] as const) {
    // After a wrong answer the ring holds something else.
    const orders = (await explore(scenario)).where(({ wrong }) => wrong.length === 0);
    await orders.equal('shown', expected, {
      message: 'Every push and pop answered rightly, but the words of the ring are not what the layout says.',
    });
  }
});

for (const [scenario, slots] of [
  ['oneByOne', 'one slot'],
  ['through', 'two slots'],
] as const) {
  check(`samples arrive in order through ${slots}`, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.equal('samples', [5, 0, -7], {
      kind: 'race',
      message: ({ got }) => `The microphone pushed 5, 0 and -7; the encoder got ${got}.`,
    });
  });
}

async function neverWaits(orders: Orders<{ waiting: string[] }>): Promise<void> {
  await orders.empty('waiting', {
    kind: 'over-serialised',
    expected: 'push and pop answer at once, wherever the other thread is',
  });
}

type Operations = { readonly refused: number; readonly served: number };

/**
 * A call that is not refused reads what a refused one reads, and then also reads or writes the slot and writes its
 * counter. A refused call that takes about as many operations has looked again.
 */
async function doesNotLinger(
  orders: Orders<{ operations: Operations | false }>,
  refused: string,
  served: string,
): Promise<void> {
  await orders.never(
    ({ operations }) => operations !== false && operations.refused > operations.served - 2 && operations,
    {
      kind: 'over-serialised',
      message: (operations) =>
        `${refused} took ${operations.refused} operations on shared memory, with what the new instance did. ${served} took ${operations.served}.`,
      expected: 'a refused call takes at least two operations fewer: it uses no slot and writes no counter',
    },
  );
}

const got = (pops: readonly (number | null)[]): string => pops.map((sample) => sample ?? 'nothing').join(', ');

check('push finds room whatever the encoder is doing', async ({ explore }) => {
  const orders = await explore('neverFull');
  await neverWaits(orders);
  await doesNotLinger(
    await explore('refusedPush'),
    'Two calls of push() into a full ring',
    'With room for the second sample, the two calls',
  );
  await orders.never(({ refused }) => refused.length > 0 && refused, {
    kind: 'race',
    message: ([sample]) => `push(${sample}) did not return true. No more than two samples were to go into two slots.`,
  });
  await orders.never(
    ({ pops }) => !['', '5', '5, -7'].includes(got(pops.filter((sample) => sample !== null))) && pops,
    {
      kind: 'race',
      message: (pops) => `5 and then -7 were pushed into an empty ring; the encoder's two pops got ${got(pops)}.`,
    },
  );
});

check('pop finds its sample whatever the microphone is doing', async ({ explore }) => {
  const orders = await explore('neverEmpty');
  await neverWaits(orders);
  await doesNotLinger(
    await explore('refusedPop'),
    'Two calls of pop() from an empty ring',
    'With a sample for the second one, the two calls',
  );
  await orders.never(({ pops }) => got(pops) !== '5, -7' && pops, {
    kind: 'race',
    message: (pops) => `5 and then -7 lay in the ring; the encoder's two pops got ${got(pops)}.`,
  });
});
