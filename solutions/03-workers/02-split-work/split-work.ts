import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Counts the primes below `limit` with that many workers. */
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  // Each border is computed by one formula and used twice: as the end of a share and as the start
  // of the next. So there are neither gaps nor overlaps, whatever the rounding does, and the last
  // border is `limit` itself.
  const border = (index: number): number => Math.floor((limit * index) / workers);

  // `map` starts all of the workers; only then do we wait. An `await` inside a loop would be
  // correct, too, and keep one core busy at a time.
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(border(index), border(index + 1)));
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Starts a worker that counts the primes p with from <= p < to. */
async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  // `once` rejects if the worker emits 'error' first: a failure in there becomes a rejection here.
  const [count] = await once(worker, 'message');
  return count;
}
