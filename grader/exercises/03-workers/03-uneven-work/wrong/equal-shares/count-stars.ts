// not-parallel in "the Milky Way is shared by all workers"
// cuts the rows into equal shares, as for work that is the same everywhere
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

type Range = [from: number, to: number];

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor((picture.rows * index) / workers);
  const counts = Array.from({ length: workers }, (_, index) => countInWorker(picture, [[border(index), border(index + 1)]]));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function countInWorker(picture: Picture, ranges: Range[]): Promise<number> {
  const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, ranges } });
  const [count] = await once(worker, 'message');
  return count;
}
