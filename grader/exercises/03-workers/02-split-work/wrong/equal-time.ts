// not-parallel: shares out what the numbers cost, as it guesses; the first share is far too many of them
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor(limit * (index / workers) ** (2 / 3));
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(border(index), border(index + 1)));
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
