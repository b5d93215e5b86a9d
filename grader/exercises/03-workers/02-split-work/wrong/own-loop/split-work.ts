// not-parallel in "five workers count every number once, at the same time, and ends"
// counts in a loop of its own instead of the museum's function
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from({ length: workers }, (_, index) =>
    countInWorker(Math.floor((limit * index) / workers), Math.floor((limit * (index + 1)) / workers)),
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
