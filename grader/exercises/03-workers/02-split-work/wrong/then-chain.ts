// not-parallel in "five workers count every number once, at the same time, and ends"
// a chain of promises looks concurrent and is a loop with await in other words
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  return Array.from({ length: workers }, (_, index) => index).reduce(
    (sum, index) =>
      sum.then(async (total) => {
        const from = Math.floor((limit * index) / workers);
        const to = Math.floor((limit * (index + 1)) / workers);
        return total + (await countInWorker(from, to));
      }),
    Promise.resolve(0),
  );
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
