// wrong-result: takes the end of a range for inclusive, so borders that are prime count twice
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const size = Math.floor(limit / workers);
  const shares = Array.from({ length: workers }, (_, index) =>
    countInWorker(index * size, index === workers - 1 ? limit : (index + 1) * size + 1),
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
