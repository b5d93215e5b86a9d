import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Counts the primes below `limit` with that many workers. */
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');
  // TODO: it is on a worker, so it should be parallel. Why is it not faster?
  return await countInWorker(0, limit);
}

/** Starts a worker that counts the primes p with from <= p < to. */
async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
