// wrong-result in "the main thread only waits"
// each worker has a place of 16 bits for its count, which is too small for many a limit
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const counts = new Uint16Array(new SharedArrayBuffer(2 * workers));
  const border = (index: number): number => Math.floor((limit * index) / workers);
  await Promise.all(Array.from(counts, (_, i) => once(new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from: border(i), to: border(i + 1), counts, i } }), 'exit')));
  return counts.reduce((a, b) => a + b, 0);
}
