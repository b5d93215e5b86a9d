import type { Counter, Desk, Statistics } from './reader.ts';

type Progress = { worker: number; lines: number[] };

/** A message has all that its worker has counted so far, and replaces the one before. */
export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const latest = new Map<number, number[]>();
  return {
    receive(message) {
      const { worker, lines } = message as Progress;
      latest.set(worker, lines);
    },
    current: () => [0, 1, 2, 3, 4].map((bar) => [...latest.values()].reduce((sum, lines) => sum + lines[bar]!, 0)),
  };
}

export function openCounter({ worker, lag, report }: Desk): Counter {
  const lines = [0, 0, 0, 0, 0];
  const progress: Progress = { worker, lines };
  let count = 0;
  return {
    count(status) {
      lines[Math.floor(status / 100) - 1]!++;
      count++;
      if (count % (lag / 2) === 0) report(progress);
    },
    end: () => report(progress),
  };
}
