import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const same = (told: readonly string[], expected: readonly string[]): boolean => told.join() === expected.join();

/** Where two lists part, in words. */
const parting = (told: readonly string[], expected: readonly string[]): string => {
  const at = expected.findIndex((each, index) => told[index] !== each);
  return `${told.slice(0, at).join(', ')}${at > 0 ? ', then ' : ''}${told[at] ?? 'nothing'}`;
};

const differs = (expected: readonly string[], message: string, why: string): Judgement<{ told: string[] }> => ({
  kind: 'wrong-result',
  message,
  why,
  expected: expected.join(', '),
  got: ({ told }) => parting(told, expected),
});

check('one thread gets out what it put in', async ({ explore }) => {
  const four = [
    'empty',
    'in 5',
    'in 0',
    'in -7',
    'in 3',
    'full',
    'out 5',
    'in 6',
    'full',
    'out 0',
    'out -7',
    'out 3',
    'out 6',
    'empty',
    'in 2147483647',
    'out 2147483647',
    'in -1',
    'in -2147483648',
    'out -1',
    'out -2147483648',
    'in 11',
    'in 12',
    'in 13',
    'in 14',
  ];
  const one = ['empty', 'in 4', 'full', 'out 4', 'empty', 'in 6', 'full', 'out 6'];
  const why = 'No other thread was there: it is about which slot, and about full and empty.';
  const message = (slots: string): string =>
    `A single thread at both ends of a ring of ${slots} already gets something else.`;
  await (await explore('fewSamples')).always(({ told }) => same(told, four), differs(four, message('4'), why));
  await (await explore('oneSlot')).always(({ told }) => same(told, one), differs(one, message('1'), why));
});

check('it goes on when the counters wrap around', async ({ explore }) => {
  const expected = [
    'in 1',
    'in 2',
    'in 3',
    'in 4',
    'full',
    'out 1',
    'in 6',
    'full',
    'out 2',
    'out 3',
    'out 4',
    'out 6',
    'empty',
    'in 8',
    'out 8',
    'in 11',
    'in 12',
    'in 13',
    'in 14',
  ];
  const message = (samples: string): string => `After ${samples} samples the ring no longer works.`;
  const why = 'A counter is a word of 32 bits: after its largest number comes its smallest.';
  await (
    await explore('manySamples')
  ).always(({ told }) => same(told, expected), differs(expected, message('2^31'), why));
  await (
    await explore('mostSamples')
  ).always(({ told }) => same(told, expected), differs(expected, message('2^32'), why));
});

check('the status display finds what the layout says', async ({ explore }) => {
  // The samples in the ring are 11, 12, 13 and 14: numbers 8 to 11, and after 2^31 - 2 or 2^32 - 2 others 6 to 9.
  for (const [scenario, expected] of [
    ['fewSamples', 'pushed 12, popped 8, slots 11 12 13 14'],
    ['manySamples', 'pushed 2147483656, popped 2147483652, slots 11 12 13 14'],
    ['mostSamples', 'pushed 8, popped 4, slots 11 12 13 14'],
  ] as const) {
    const orders = await explore(scenario);
    await orders.always(({ shown }) => shown === expected, {
      kind: 'wrong-result',
      message: 'The words of the ring are not what the status display takes them for.',
      why: 'The counters go up by one for each sample, to the last of 32 bits; sample number n lies in slot n modulo capacity.',
      expected,
      got: ({ shown }) => shown,
    });
  }
});

const clicks = (samples: readonly number[]): Judgement<{ told: string[] }> => ({
  kind: 'race',
  message: 'The encoder got something that the microphone had not pushed at that point.',
  why: 'The two threads used one slot at a time: one was not through with it when the other began.',
  expected: samples.map((sample) => `out ${sample}`).join(', '),
  got: ({ told }) => told.join(', '),
});

check('samples arrive in order through one slot', async ({ explore }) => {
  const samples = [5, 0, -7];
  const orders = await explore('oneByOne');
  await orders.always(
    ({ told }) =>
      same(
        told,
        samples.map((sample) => `out ${sample}`),
      ),
    clicks(samples),
  );
});

check('samples arrive in order through two slots', async ({ explore }) => {
  const samples = [5, 0, -7];
  const orders = await explore('through');
  await orders.always(
    ({ told }) =>
      same(
        told,
        samples.map((sample) => `out ${sample}`),
      ),
    clicks(samples),
  );
});

type Both = { pushes: string[]; pops: string[]; waited: string[] };

const waits: Judgement<Both> = {
  kind: 'over-serialised',
  message: ({ waited }) => `The ${waited.join(' and the ')} waited for the other thread.`,
  why: 'There was room, or a sample: a thread that stands still elsewhere must not hold it up.',
  expected: 'push and pop answer at once, wherever the other thread is',
  got: 'a thread that goes on only when the other one has',
};

/** @param outs the samples that may come out, oldest first */
const inOrder = (pops: readonly string[], outs: readonly string[]): boolean => {
  const got = pops.filter((said) => said !== 'empty');
  return same(got, outs.slice(0, got.length));
};

check('push finds room whatever the encoder is doing', async ({ explore }) => {
  const orders = await explore('neverFull');
  await orders.always(({ waited }) => waited.length === 0, waits);
  await orders.always(({ pushes }) => same(pushes, ['in 5', 'in -7']), {
    kind: 'race',
    message: 'push refused a sample, and there was room for it.',
    why: 'The ring has two slots and got two samples in all: it can never have been full.',
    expected: 'in 5, in -7',
    got: ({ pushes }) => pushes.join(', '),
  });
  await orders.always(({ pops }) => inOrder(pops, ['out 5', 'out -7']), {
    kind: 'race',
    message: 'The encoder got something that the microphone had not pushed at that point.',
    why: 'A sample was taken that was not there yet, or taken twice.',
    expected: 'out 5, then out -7, with or without empty',
    got: ({ pops }) => pops.join(', '),
  });
});

check('pop finds its sample whatever the microphone is doing', async ({ explore }) => {
  const orders = await explore('neverEmpty');
  await orders.always(({ waited }) => waited.length === 0, waits);
  await orders.always(({ pops }) => same(pops, ['out 5', 'out -7']), {
    kind: 'race',
    message: 'The encoder did not get the samples that lay in the ring.',
    why: 'Both were there before it began; the microphone may only add some, where there is room.',
    expected: 'out 5, out -7',
    got: ({ pops }) => pops.join(', '),
  });
});
