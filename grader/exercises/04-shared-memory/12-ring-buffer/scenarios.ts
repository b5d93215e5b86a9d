import { isDeepStrictEqual } from 'node:util';
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

/** Where the ring begins, in bytes; other data lies before and behind it. */
const offset = 8;

type Begin = { readonly moved?: number; readonly slots?: readonly number[]; readonly behind?: number };

/** @param begin `moved`: how many samples were moved before; `slots`: which are in; `behind`: words behind the ring */
const recorder =
  (capacity: number, { moved = 0, slots = [], behind = 2 }: Begin = {}) =>
  (shared: Layout): Recorder => {
    const buffer = shared.buffer('memory', offset + 4 * (2 + capacity + behind));
    return {
      buffer,
      capacity,
      pushed: shared.int32('pushed', buffer, offset, 1, [moved + slots.length]),
      popped: shared.int32('popped', buffer, offset + 4, 1, [moved]),
      slots: shared.int32(capacity === 1 ? 'slot' : 'slots', buffer, offset + 8, capacity, slots),
      before: shared.int32('before', buffer, 0, offset / 4),
      behind: shared.int32('behind', buffer, offset + 4 * (2 + capacity), behind),
    };
  };

const ringOf = ({ load, memory: { buffer, capacity } }: Thread): Exercise.SampleRing => {
  const { SampleRing } = load<typeof Exercise>('sample-ring.ts');
  return new SampleRing(buffer, offset, capacity);
};

type Play = readonly (number | 'pop')[];

/**
 * One thread at both ends: pushes these samples, and pops. It stops at the first wrong answer: what follows would tell
 * nothing more.
 * @returns what is wrong about that answer
 */
const alone =
  (play: Play) =>
  (thread: Thread): string[] => {
    const { capacity } = thread.memory;
    const microphone = ringOf(thread);
    const encoder = ringOf(thread);
    const inside: number[] = [];
    for (const step of play) {
      const samples = `${inside.length} of ${capacity} slots in use`;
      if (step === 'pop') {
        const sample = encoder.pop();
        const due = inside.shift();
        if (sample !== due) return [`pop() returned ${String(sample)}, and not ${String(due)}, with ${samples}`];
      } else {
        const hasRoom = inside.length < capacity;
        const isIn = microphone.push(step);
        if (isIn !== hasRoom) return [`push(${step}) returned ${isIn} with ${samples}`];
        if (isIn) inside.push(step);
      }
    }
    return [];
  };

const wrongOf = (_: Recorder, { results }: Aftermath) => ({ wrong: Object.values(results).flat() as string[] });

/** What the status display reads of a ring that is full; the words around it belong to others. */
const display = ({ pushed: pushes, popped: pops, slots, before, behind }: Recorder): string => {
  const around = [...before, ...behind].some((word) => word !== 0) ? ', and something outside of the ring' : '';
  return `pushed ${pushes[0]! >>> 0}, popped ${pops[0]! >>> 0}, slots ${slots.join(' ')}${around}`;
};

const wrongAndShown = (memory: Recorder, ended: Aftermath) => ({ ...wrongOf(memory, ended), shown: display(memory) });

const few: Play = 'pop 5 0 -7 3 9 pop 6 9 pop pop pop pop pop 2147483647 pop -1 -2147483648 pop pop 11 12 13 14'
  .split(' ')
  .map((step) => (step === 'pop' ? step : Number(step)));

export const fewSamples = threads('one thread at both ends', {
  memory: recorder(4),
  run: { recorder: alone(few) },
  outcome: wrongAndShown,
});

/** The buffer ends with the ring. */
export const oneSlot = threads('one thread at both ends of a ring with one slot', {
  memory: recorder(1, { behind: 0 }),
  run: { recorder: alone(['pop', 4, 5, 'pop', 'pop', 6, 7, 'pop']) },
  outcome: wrongOf,
});

/** The ring is full before the counters wrap around, after it, and at the end. */
const wrapping: Play = [1, 2, 3, 4, 5, 'pop', 6, 7, 'pop', 'pop', 'pop', 'pop', 'pop', 8, 'pop', 11, 12, 13, 14];

export const manySamples = threads('a ring that has moved 2^31 - 2 samples', {
  memory: recorder(4, { moved: 0x7fff_fffe }),
  run: { recorder: alone(wrapping) },
  outcome: wrongAndShown,
});

export const mostSamples = threads('a ring that has moved 2^32 - 2 samples', {
  memory: recorder(4, { moved: -2 }),
  run: { recorder: alone(wrapping) },
  outcome: wrongAndShown,
});

/** Pushes each sample as often as it takes; pops until it has as many. */
const pushesAll =
  (samples: readonly number[]) =>
  (thread: Thread): void => {
    const ring = ringOf(thread);
    for (const sample of samples) while (!ring.push(sample));
  };

const popsAll =
  (count: number) =>
  (thread: Thread): number[] => {
    const ring = ringOf(thread);
    return Array.from({ length: count }, () => {
      let sample = ring.pop();
      while (sample === undefined) sample = ring.pop();
      return sample;
    });
  };

const samples = (_: Recorder, { results }: Aftermath) => ({ samples: results['encoder'] as number[] });

export const oneByOne = threads('three samples through one slot', {
  memory: recorder(1),
  run: { microphone: pushesAll([5, 0, -7]), encoder: popsAll(3) },
  outcome: samples,
});

export const through = threads('three samples through two slots', {
  memory: recorder(2),
  run: { microphone: pushesAll([5, 0, -7]), encoder: popsAll(3) },
  outcome: samples,
});

/**
 * Makes each call once, with nothing around it that could wait.
 * @returns the samples that were not taken
 */
const pushesOnce =
  (all: readonly number[]) =>
  (thread: Thread): number[] => {
    const ring = ringOf(thread);
    return all.filter((sample) => !ring.push(sample));
  };

const popsOnce =
  (count: number) =>
  (thread: Thread): (number | null)[] => {
    const ring = ringOf(thread);
    return Array.from({ length: count }, () => ring.pop() ?? null);
  };

const waiting = ({ sleeps, spins, gaveUp }: Aftermath): string[] =>
  Object.keys(sleeps).flatMap((name) => {
    if ((sleeps[name] ?? 0) > 0) return [`the ${name} went to sleep`];
    if ((gaveUp[name] ?? 0) > 0) return [`the ${name} looked more than 16 times in a row in vain`];
    return (spins[name] ?? 0) > 0 ? [`the ${name} went round in a loop until the other thread had written`] : [];
  });

const both = (_: Recorder, ended: Aftermath) => ({
  refused: ended.results['microphone'] as number[],
  pops: ended.results['encoder'] as (number | null)[],
  waiting: waiting(ended),
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

type Ring = { readonly at: number; readonly pushed: Words; readonly popped: Words };
type Pair = { readonly buffer: SharedArrayBuffer; readonly first: Ring; readonly second: Ring };

/** Two words lie behind each ring. @param inside how many samples count as in; the slots always hold some */
const pair =
  (inside: number) =>
  (shared: Layout): Pair => {
    const buffer = shared.buffer('memory', offset + 2 * 24);
    const ring = (name: string, at: number): Ring => {
      const counters = {
        pushed: shared.int32(`${name} pushed`, buffer, at, 1, [inside]),
        popped: shared.int32(`${name} popped`, buffer, at + 4, 1),
      };
      shared.int32(`${name} slots`, buffer, at + 8, 2, [5, -7]);
      return { at, ...counters };
    };
    return { buffer, first: ring('first', offset), second: ring('second', offset + 24) };
  };

type Answer = boolean | number | null;

/** @param change what the other end does between the two calls: one write, which may change nothing */
const twice =
  (of: 'first' | 'second', call: (ring: Exercise.SampleRing) => Answer, change: (ring: Ring) => void) =>
  ({ load, memory }: Tools<Pair>): Answer[] => {
    const { SampleRing } = load<typeof Exercise>('sample-ring.ts');
    const ring = new SampleRing(memory.buffer, memory[of].at, 2);
    const answer = call(ring);
    change(memory[of]);
    return [answer, call(ring)];
  };

/** The thread's start, and the write of the other end. */
const notTheirs = 2;

/**
 * The first thread is refused twice, the second only once. So they differ by what a refused call does, and what a call
 * does that need not be refused.
 * @returns operations of both, if they answered rightly and never slept
 */
const compared =
  (refused: Answer, served: Answer) =>
  (_: Pair, { results, sleeps, awake }: Aftermath<'refused twice' | 'refused once'>) => {
    const isRight = isDeepStrictEqual(Object.values(results), [
      [refused, refused],
      [refused, served],
    ]);
    const isAwake = Object.values(sleeps).every((count) => count === 0);
    return {
      operations: isRight &&
        isAwake && { refused: awake['refused twice'] - notTheirs, served: awake['refused once'] - notTheirs },
    };
  };

const push = (ring: Exercise.SampleRing): Answer => ring.push(3);
const pop = (ring: Exercise.SampleRing): Answer => ring.pop() ?? null;

export const refusedPush = threads('two pushes into a full ring, and two into one that has room for the second', {
  memory: pair(2),
  run: {
    'refused twice': twice('first', push, ({ popped }) => Atomics.store(popped, 0, 0)),
    'refused once': twice('second', push, ({ popped }) => Atomics.store(popped, 0, 1)),
  },
  outcome: compared(false, true),
});

export const refusedPop = threads('two pops from an empty ring, and two from one that has a sample for the second', {
  memory: pair(0),
  run: {
    'refused twice': twice('first', pop, ({ pushed }) => Atomics.store(pushed, 0, 0)),
    'refused once': twice('second', pop, ({ pushed }) => Atomics.store(pushed, 0, 1)),
  },
  outcome: compared(null, 5),
});
