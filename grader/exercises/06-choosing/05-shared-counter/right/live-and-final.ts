import type { Counter, Desk, Statistics } from './reader.ts';

type Final = { worker: number; lines: number[] };

/** Both: live numbers in shared memory, and the last word of each worker in a message. */
export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const live = new BigUint64Array(memory);
  const final = new Map<number, number[]>();
  return {
    receive(message) {
      const { worker, lines } = message as Final;
      final.set(worker, lines);
    },
    current: () =>
      Array.from({ length: 5 }, (_, bar) => {
        let sum = 0;
        for (let worker = 0; worker < 8; worker += 1) {
          sum += final.get(worker)?.[bar] ?? Number(Atomics.load(live, worker * 8 + bar));
        }
        return sum;
      }),
  };
}

export function openCounter({ memory, worker, lag, report }: Desk): Counter {
  const live = new BigUint64Array(memory, worker * 64, 5);
  const lines = [0, 0, 0, 0, 0];
  let count = 0;
  return {
    count(status) {
      lines[Math.floor(status / 100) - 1]! += 1;
      count += 1;
      if (count % lag === 0) lines.forEach((sum, bar) => Atomics.store(live, bar, BigInt(sum)));
    },
    end: () => report({ worker, lines } satisfies Final),
  };
}
