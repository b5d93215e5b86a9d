import { threads, type Aftermath, type Layout, type Thread as Tools } from '../../../harness/scenario.ts';
import type * as Exercise from '../../../../exercises/04-shared-memory/12-ring-buffer/sample-ring.ts';

type Words = Int32Array<SharedArrayBuffer>;
type Recorder = {
  readonly buffer: SharedArrayBuffer;
  readonly capacity: number;
  readonly pushed: Words;
  readonly popped: Words;
  readonly slots: Words;
  readonly before: Words;
  readonly behind: Words;
};
type Thread = Tools<Recorder>;

/** Where the ring begins, in bytes; something else lies before and behind it. */
const offset = 8;

type Begin = { readonly moved?: number; readonly slots?: readonly number[] };

/** @param begin how many samples were moved before, and which are in */
const recorder =
  (capacity: number, { moved = 0, slots = [] }: Begin = {}) =>
  (shared: Layout): Recorder => {
    const buffer = shared.buffer('memory', offset + 4 * (2 + capacity) + 8);
    return {
      buffer,
      capacity,
      pushed: shared.int32('pushed', buffer, offset, 1, [moved + slots.length]),
      popped: shared.int32('popped', buffer, offset + 4, 1, [moved]),
      slots: shared.int32(capacity === 1 ? 'slot' : 'slots', buffer, offset + 8, capacity, slots),
      before: shared.int32('before', buffer, 0, offset / 4),
      behind: shared.int32('behind', buffer, offset + 4 * (2 + capacity), 2),
    };
  };

const ringOf = ({ load, memory: { buffer, capacity } }: Thread): Exercise.SampleRing => {
  const { SampleRing } = load<typeof Exercise>('sample-ring.ts');
  return new SampleRing(buffer, offset, capacity);
};

/** What push and pop said: `in 5`, `full`, `out 5`, `empty`. */
const pushed = (ring: Exercise.SampleRing, sample: number): string => (ring.push(sample) ? `in ${sample}` : 'full');
const popped = (ring: Exercise.SampleRing): string => {
  const sample = ring.pop();
  return sample === undefined ? 'empty' : `out ${sample}`;
};

type Play = readonly (number | 'pop')[];

/** One thread at both ends: pushes these samples, and pops. */
const alone =
  (play: Play) =>
  (thread: Thread): string[] => {
    const microphone = ringOf(thread);
    const encoder = ringOf(thread);
    return play.map((step) => (step === 'pop' ? popped(encoder) : pushed(microphone, step)));
  };

const told = (_: Recorder, { results }: Aftermath) => ({ told: Object.values(results).flat() as string[] });

/** What the status display reads of a ring that is full; the words around it belong to others. */
const display = ({ pushed: pushes, popped: pops, slots, before, behind }: Recorder): string => {
  const around = [...before, ...behind].some((word) => word !== 0) ? ', and something outside of the ring' : '';
  return `pushed ${pushes[0]! >>> 0}, popped ${pops[0]! >>> 0}, slots ${slots.join(' ')}${around}`;
};

const toldAndShown = (memory: Recorder, ended: Aftermath) => ({ ...told(memory, ended), shown: display(memory) });

const few: Play = 'pop 5 0 -7 3 9 pop 6 9 pop pop pop pop pop 2147483647 pop -1 -2147483648 pop pop 11 12 13 14'
  .split(' ')
  .map((step) => (step === 'pop' ? step : Number(step)));

export const fewSamples = threads('one thread at both ends', {
  memory: recorder(4),
  run: { recorder: alone(few) },
  outcome: toldAndShown,
});

export const oneSlot = threads('one thread at both ends of a ring with one slot', {
  memory: recorder(1),
  run: { recorder: alone(['pop', 4, 5, 'pop', 'pop', 6, 7, 'pop']) },
  outcome: told,
});

/** Full before the counters wrap around, and after it; in the end it is full, too. */
const wrapping: Play = [1, 2, 3, 4, 5, 'pop', 6, 7, 'pop', 'pop', 'pop', 'pop', 'pop', 8, 'pop', 11, 12, 13, 14];

export const manySamples = threads('a ring that has moved 2^31 - 2 samples', {
  memory: recorder(4, { moved: 0x7fff_fffe }),
  run: { recorder: alone(wrapping) },
  outcome: toldAndShown,
});

export const mostSamples = threads('a ring that has moved 2^32 - 2 samples', {
  memory: recorder(4, { moved: -2 }),
  run: { recorder: alone(wrapping) },
  outcome: toldAndShown,
});

/** Pushes each of the samples, as often as it takes; pops until it has as many. */
const pushesAll =
  (samples: readonly number[]) =>
  (thread: Thread): string[] => {
    const ring = ringOf(thread);
    for (const sample of samples) while (!ring.push(sample));
    return [];
  };

const popsAll =
  (count: number) =>
  (thread: Thread): string[] => {
    const ring = ringOf(thread);
    return Array.from({ length: count }, () => {
      let said = popped(ring);
      while (said === 'empty') said = popped(ring);
      return said;
    });
  };

export const oneByOne = threads('three samples through one slot', {
  memory: recorder(1),
  run: { microphone: pushesAll([5, 0, -7]), encoder: popsAll(3) },
  outcome: told,
});

export const through = threads('three samples through two slots', {
  memory: recorder(2),
  run: { microphone: pushesAll([5, 0, -7]), encoder: popsAll(3) },
  outcome: told,
});

/** Each call once, with nothing around it that could wait. */
const pushesOnce =
  (samples: readonly number[]) =>
  (thread: Thread): string[] => {
    const ring = ringOf(thread);
    return samples.map((sample) => pushed(ring, sample));
  };

const popsOnce =
  (count: number) =>
  (thread: Thread): string[] => {
    const ring = ringOf(thread);
    return Array.from({ length: count }, () => popped(ring));
  };

const waiters = ({ sleeps, spins, gaveUp }: Aftermath): string[] =>
  Object.keys(sleeps).filter((name) => (sleeps[name] ?? 0) + (spins[name] ?? 0) + (gaveUp[name] ?? 0) > 0);

const both = (_: Recorder, ended: Aftermath) => ({
  pushes: ended.results['microphone'] as string[],
  pops: ended.results['encoder'] as string[],
  waited: waiters(ended),
});

export const neverFull = threads('two samples into an empty ring of two', {
  memory: recorder(2),
  run: { microphone: pushesOnce([5, -7]), encoder: popsOnce(2) },
  outcome: both,
});

export const neverEmpty = threads('two samples out of a full ring of two', {
  memory: recorder(2, { slots: [5, -7] }),
  run: { microphone: pushesOnce([3, 4]), encoder: popsOnce(2) },
  outcome: both,
});
