import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

/** Counts the stars in a picture with that many workers. */
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');
  // TODO: everybody gets as many rows as everybody else. Is that as much work?
  const border = (index: number): number => Math.floor((picture.rows * index) / workers);
  const shares = Array.from({ length: workers }, (_, index) =>
    countInWorker(picture, border(index), border(index + 1)),
  );
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Starts a worker that counts the stars in the rows y with from <= y < to. */
async function countInWorker(picture: Picture, from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, from, to } });
  const [count] = await once(worker, 'message');
  return count;
}
