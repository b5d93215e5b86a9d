// wrong-result: always starts four, because the own machine has four cores
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');
  const shares = [0, 1, 2, 3].map((index) =>
    countInWorker(Math.floor((limit * index) / 4), Math.floor((limit * (index + 1)) / 4)),
  );
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
