// data-race: adds to a total that all workers share; `+=` reads, then writes, and others come between
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const total = new Int32Array(new SharedArrayBuffer(4));
  const crew = Array.from({ length: workers }, (_, index) => {
    const from = Math.floor((limit * index) / workers);
    const to = Math.floor((limit * (index + 1)) / workers);
    return new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { total, from, to } });
  });
  await Promise.all(crew.map((worker) => once(worker, 'exit')));
  return Atomics.load(total, 0);
}
