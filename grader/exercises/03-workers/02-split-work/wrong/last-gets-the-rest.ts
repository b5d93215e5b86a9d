// not-parallel: gives the last worker what the others left, which is nearly everything
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const chunk = 100;

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from({ length: workers }, (_, index) =>
    countInWorker(index * chunk, index === workers - 1 ? limit : (index + 1) * chunk),
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
