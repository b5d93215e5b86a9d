// wrong-result: rounds the size of a share up, and the last share ends beyond the limit
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const size = Math.ceil(limit / workers);
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(index * size, (index + 1) * size));
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
