import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Shared memory without Atomics: each worker has a place of its own, and is done when that is read. */
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const counts = new Int32Array(new SharedArrayBuffer(4 * workers));
  const border = (index: number): number => Math.floor((limit * index) / workers);
  const crew = Array.from({ length: workers }, (_, own) => {
    const workerData = { counts, own, from: border(own), to: border(own + 1) };
    return new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData });
  });
  await Promise.all(crew.map((worker) => once(worker, 'message')));
  return counts.reduce((sum, count) => sum + count, 0);
}
