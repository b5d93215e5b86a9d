// wrong-result: a worker for every thousand numbers: many more threads than asked for
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const chunk = 1000;

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');
  const shares: Promise<number>[] = [];
  for (let from = 0; from < limit; from += chunk) {
    shares.push(countInWorker(from, Math.min(from + chunk, limit)));
  }
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
