import type { Counter, Desk, Statistics } from './reader.ts';

const bars = [0, 1, 2, 3, 4];
const workers = [0, 1, 2, 3, 4, 5, 6, 7];
/** Sixteen words are what a core fetches at a time: no two workers write into the same ones. */
const stride = 16;

/** Each worker has numbers of its own, which nobody else writes; who looks adds them up. */
export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const words = new Int32Array(memory);
  return {
    receive() {},
    current: () =>
      bars.map((bar) => workers.reduce((sum, worker) => sum + Atomics.load(words, stride * worker + bar), 0)),
  };
}

export function openCounter({ memory, worker }: Desk): Counter {
  const words = new Int32Array(memory, 4 * stride * worker, bars.length);
  const own = bars.map(() => 0);
  return {
    count(status) {
      const bar = Math.floor(status / 100) - 1;
      own[bar]! += 1;
      Atomics.store(words, bar, own[bar]!);
    },
    end() {},
  };
}
