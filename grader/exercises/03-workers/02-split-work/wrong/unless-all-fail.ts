// wrong-result in "a failure in one worker rejects the promise"
// an error is told only when no worker succeeded; the total of the others looks like any total
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const size = Math.ceil(limit / workers);
  const shares = await Promise.allSettled(
    Array.from({ length: workers }, (_, index) => countInWorker(index * size, Math.min((index + 1) * size, limit))),
  );
  const counts = shares.flatMap((share) => (share.status === 'fulfilled' ? [share.value] : []));
  if (counts.length === 0) throw (shares[0] as PromiseRejectedResult).reason;
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from, to } });
  const [count] = await once(worker, 'message');
  return count;
}
