import type { Counter, Desk, Statistics } from './reader.ts';

const bars = 5;

export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const lines = new BigInt64Array(memory, 8, bars);
  return {
    receive() {},
    current() {
      const now: number[] = [];
      for (let bar = 0; bar < bars; bar += 1) now.push(Number(Atomics.load(lines, bar)));
      return now;
    },
  };
}

/** Counts by itself, and adds up what has come together where all can see it. */
export function openCounter({ memory, lag }: Desk): Counter {
  const lines = new BigInt64Array(memory, 8, bars);
  const kept = new Map<number, bigint>();
  let count = 0;
  const publish = (): void => {
    for (const [bar, more] of kept) Atomics.add(lines, bar, more);
    kept.clear();
    count = 0;
  };
  return {
    count(status) {
      const bar = ((status / 100) | 0) - 1;
      kept.set(bar, (kept.get(bar) ?? 0n) + 1n);
      if (++count === lag) publish();
    },
    end: publish,
  };
}
