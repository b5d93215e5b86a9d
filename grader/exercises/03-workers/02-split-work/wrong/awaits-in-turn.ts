// unhandled: starts all, then awaits one after the other: a rejection has nobody while an earlier one is awaited
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor((limit * index) / workers);
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(border(index), border(index + 1)));
  let total = 0;
  for (const share of shares) total += await share;
  return total;
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
