// not-parallel: starts as many workers as asked, and gives all of the work to the first
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(0, index === 0 ? limit : 0));
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
