import type { Counter, Desk, Statistics } from './reader.ts';

type Bar = 0 | 1 | 2 | 3 | 4;

export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const batches: Uint32Array[] = [];
  const sumOf = (bar: Bar): number => batches.reduce((sum, batch) => sum + batch[bar]!, 0);
  return {
    receive: (batch) => void batches.push(batch as Uint32Array),
    current: () => [sumOf(0), sumOf(1), sumOf(2), sumOf(3), sumOf(4)],
  };
}

/** Takes one status after the other, and yields a batch when it is full. */
function* batchesOf(size: number): Generator<Uint32Array | undefined, Uint32Array, number | undefined> {
  let batch = new Uint32Array(5);
  let kept = 0;
  let status = yield undefined;
  while (status !== undefined) {
    batch[Math.floor(status / 100) - 1]! += 1;
    kept += 1;
    const full = kept === size ? batch : undefined;
    if (full) [batch, kept] = [new Uint32Array(5), 0];
    status = yield full;
  }
  return batch;
}

export function openCounter({ lag, report }: Desk): Counter {
  const batches = batchesOf(lag);
  const next = (status?: number): void => {
    const { value } = batches.next(status);
    if (value) report(value);
  };
  next();
  return { count: next, end: () => next() };
}
