import type { Counter, Desk, Statistics } from './reader.ts';

const bars = 5;

/** On the main thread. */
export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const lines = new Int32Array(memory, 0, bars);
  return {
    receive() {
      // Nobody reports anything: the numbers are already here.
    },
    // Not `[...lines]`: that reads plainly what others are writing, which is a data race.
    current: () => Array.from({ length: bars }, (_, bar) => Atomics.load(lines, bar)),
  };
}

/** On a worker's thread. */
export function openCounter({ memory }: Desk): Counter {
  const lines = new Int32Array(memory, 0, bars);
  return {
    count(status) {
      // One step that nothing can divide, some nanoseconds long, and nobody has to be woken for it. A message is copied,
      // queued and unpacked: a thousand times as much. Who prefers messages counts here, and sends what has come
      // together every `lag` lines.
      Atomics.add(lines, Math.floor(status / 100) - 1, 1);
    },
    end() {
      // Nothing is kept back.
    },
  };
}
