import type { Counter, Desk, Statistics } from './reader.ts';

const bars = 5;

/** On the main thread. */
export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const lines: number[] = Array.from({ length: bars }, () => 0);
  return {
    receive(message) {
      const status = Number(message);
      lines[Math.floor(status / 100) - 1]! += 1;
    },
    current: () => [...lines],
  };
}

/** On a worker's thread. */
export function openCounter({ report }: Desk): Counter {
  return {
    count(status) {
      // TODO: the workers are through within a second. The bars are half a minute behind.
      report(status);
    },
    end() {
      // Everything has been said.
    },
  };
}
