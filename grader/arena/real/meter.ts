import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';

/*
 * Counts the calls of a task function that the kit supplies, from all threads, and holds them
 * back until enough threads are inside together: work done one thread after another never
 * gathers. The counters are shared memory that every worker of the arena inherits.
 */

const key = 'racelings:meter';
const maxCalls = 4096;
const callWords = 3;

/** Words of the shared block, followed by `maxCalls` records of (thread, from, to). */
const words = { gather: 0, inside: 1, peak: 2, open: 3, failAt: 4, calls: 5, records: 6 } as const;

/** What a call throws that was told to fail. */
export const plannedFailure = 'the counter has jammed';

export type Call = {
  /** 0 is the main thread. */
  readonly thread: number;
  readonly from: number;
  readonly to: number;
};

export type Meter = {
  /** Most threads that were inside the task function together. */
  readonly peak: () => number;
  readonly calls: () => readonly Call[];
};

export type OwnedMeter = Meter & {
  /** Arrivals so far, to see whether anybody still comes. */
  readonly arrivals: () => number;
  /** Lets all that wait go on, for good. */
  readonly giveUp: () => void;
};

/** Opens the meter in the main thread, before any worker starts. */
export function openMeter(gather: number, failAt = -1): OwnedMeter {
  const block = new Int32Array(new SharedArrayBuffer(4 * (words.records + maxCalls * callWords)));
  block[words.gather] = gather;
  block[words.failAt] = failAt;
  if (gather <= 1) block[words.open] = 1;
  setEnvironmentData(key, block);
  return {
    peak: () => Atomics.load(block, words.peak),
    arrivals: () => Atomics.load(block, words.calls),
    giveUp: () => openGate(block),
    calls: () =>
      Array.from({ length: Math.min(Atomics.load(block, words.calls), maxCalls) }, (_, index) => {
        const [thread = 0, from = 0, to = 0] = block.subarray(words.records + index * callWords);
        return { thread, from, to };
      }),
  };
}

/** Wraps a task function over a range of integers so that its calls are counted and gather. */
export function metered(task: (from: number, to: number) => number): (from: number, to: number) => number {
  return (from, to) => {
    const block = getEnvironmentData(key);
    if (!(block instanceof Int32Array)) return task(from, to);
    const index = Atomics.add(block, words.calls, 1);
    if (index < maxCalls) block.set([threadId, from, to], words.records + index * callWords);
    enter(block);
    try {
      const failAt = block[words.failAt] ?? -1;
      if (from <= failAt && failAt < to) throw new RangeError(plannedFailure);
      return task(from, to);
    } finally {
      Atomics.sub(block, words.inside, 1);
    }
  };
}

function enter(block: Int32Array): void {
  const inside = Atomics.add(block, words.inside, 1) + 1;
  for (let peak = Atomics.load(block, words.peak); peak < inside; peak = Atomics.load(block, words.peak)) {
    Atomics.compareExchange(block, words.peak, peak, inside);
  }
  if (inside >= (block[words.gather] ?? 1)) openGate(block);
  // The main thread is not held: it could not start those that it would wait for.
  else if (!isMainThread) Atomics.wait(block, words.open, 0);
}

function openGate(block: Int32Array): void {
  Atomics.store(block, words.open, 1);
  Atomics.notify(block, words.open);
}
