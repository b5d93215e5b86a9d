// not-parallel in "five workers count every number once, at the same time, and ends"
// awaits in the loop, so that each worker starts when the one before has finished
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  let total = 0;
  for (let index = 0; index < workers; index += 1) {
    const from = Math.floor((limit * index) / workers);
    const to = Math.floor((limit * (index + 1)) / workers);
    total += await countInWorker(from, to);
  }
  return total;
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
