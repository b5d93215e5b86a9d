// wrong-result in "each call has workers and a total of its own"
// keeps the totals that it has counted, and starts nobody for a limit that it knows
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const known = new Map<number, Promise<number>>();

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const total = known.get(limit) ?? count(limit, workers);
  known.set(limit, total);
  return await total;
}

async function count(limit: number, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor((limit * index) / workers);
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(border(index), border(index + 1)));
  return (await Promise.all(shares)).reduce((sum, each) => sum + each, 0);
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [share] = await once(worker, 'message');
  return share;
}
