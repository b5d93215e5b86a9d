import { checks, type Orders } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** Where what was told parts from what was due. */
function parting(told: readonly string[], due: readonly string[]) {
  const at = due.findIndex((each, index) => told[index] !== each);
  return at < 0 ? undefined : { before: due.slice(0, at).join(', '), due: due[at] ?? '', got: told[at] ?? 'nothing' };
}

/** One thread at both ends hears this. */
async function hears(orders: Orders<{ told: string[] }>, what: string, after: string): Promise<void> {
  await orders.never(({ told }) => parting(told, what.split(', ')), {
    kind: 'wrong-result',
    message: ({ due, got }) => `A single thread at both ends got "${got}" where "${due}" was due${after}.`,
    expected: ({ before, due }) => (before === '' ? due : `${before}, then ${due}`),
    got: ({ before, got }) => (before === '' ? got : `${before}, then ${got}`),
  });
}

check('one thread gets out what it put in', async ({ explore }) => {
  const four =
    'empty, in 5, in 0, in -7, in 3, full, out 5, in 6, full, out 0, out -7, out 3, out 6, empty, in 2147483647, ' +
    'out 2147483647, in -1, in -2147483648, out -1, out -2147483648, in 11, in 12, in 13, in 14';
  await hears(await explore('fewSamples'), four, ' (4 slots)');
  await hears(await explore('oneSlot'), 'empty, in 4, full, out 4, empty, in 6, full, out 6', ' (1 slot)');
});

check('it goes on when the counters wrap around', async ({ explore }) => {
  const said =
    'in 1, in 2, in 3, in 4, full, out 1, in 6, full, out 2, out 3, out 4, out 6, empty, in 8, out 8, in 11, in 12, in 13, in 14';
  await hears(await explore('manySamples'), said, ', where the counters had begun at 2^31 - 2');
  await hears(await explore('mostSamples'), said, ', where the counters had begun at 2^32 - 2');
});

check('the status display finds what the layout says', async ({ explore }) => {
  // The samples in the ring are 11, 12, 13 and 14: numbers 8 to 11, and after 2^31 - 2 or 2^32 - 2 others 6 to 9.
  for (const [scenario, expected] of [
    ['fewSamples', 'pushed 12, popped 8, slots 11 12 13 14'],
    ['manySamples', 'pushed 2147483656, popped 2147483652, slots 11 12 13 14'],
    ['mostSamples', 'pushed 8, popped 4, slots 11 12 13 14'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.equal('shown', expected, {
      message: 'The words of the ring are not what the status display takes them for.',
    });
  }
});

for (const [scenario, slots] of [
  ['oneByOne', 'one slot'],
  ['through', 'two slots'],
] as const) {
  check(`samples arrive in order through ${slots}`, async ({ explore }) => {
    const orders = await explore(scenario);
    await orders.equal('told', ['out 5', 'out 0', 'out -7'], {
      kind: 'race',
      message: ({ got }) => `The microphone pushed 5, 0 and -7; the encoder got ${got}.`,
    });
  });
}

type Both = { pushes: string[]; pops: string[]; waited: string[] };

async function neverWaits(orders: Orders<Both>): Promise<void> {
  await orders.empty('waited', {
    kind: 'over-serialised',
    message: (names) => `Waited for the other thread: the ${names.join(' and the ')}.`,
    expected: 'push and pop answer at once, wherever the other thread is',
  });
}

check('push finds room whatever the encoder is doing', async ({ explore }) => {
  const orders = await explore('neverFull');
  await neverWaits(orders);
  await orders.equal('pushes', ['in 5', 'in -7'], {
    kind: 'race',
    message: 'The ring has two slots, and two pushes of two samples were not both taken.',
  });
  await orders.never(({ pops }) => !['', 'out 5', 'out 5, out -7'].includes(outs(pops)) && { pops }, {
    kind: 'race',
    message: ({ pops }) => `5 and then -7 were pushed; the encoder got ${outs(pops)}.`,
  });
});

const outs = (pops: readonly string[]): string => pops.filter((said) => said !== 'empty').join(', ');

check('pop finds its sample whatever the microphone is doing', async ({ explore }) => {
  const orders = await explore('neverEmpty');
  await neverWaits(orders);
  await orders.equal('pops', ['out 5', 'out -7'], {
    kind: 'race',
    message: ({ got }) => `5 and then -7 lay in the ring; the encoder got ${got}.`,
  });
});
