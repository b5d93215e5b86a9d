import type { Counter, Desk, Statistics } from './reader.ts';

const bars = 5;

export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const lines = new BigInt64Array(memory, 0, bars);
  // No worker has been started yet: nobody else reads or writes here.
  lines.fill(0n);
  return {
    receive() {},
    current: () => Array.from({ length: bars }, (_, bar) => Number(Atomics.load(lines, bar))),
  };
}

export function openCounter({ memory }: Desk): Counter {
  const lines = new BigInt64Array(memory, 0, bars);
  return {
    count: (status) => void Atomics.add(lines, Math.floor(status / 100) - 1, 1n),
    end() {},
  };
}
