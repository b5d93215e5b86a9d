// not-parallel in "a comet keeps one worker, and the others do the rest"
// gives worker i the rows i, i + k, i + 2k...: fine for a band, not for a single heavy row
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

type Range = [from: number, to: number];

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const rows = Array.from({ length: picture.rows }, (_, row): Range => [row, row + 1]);
  const counts = Array.from({ length: workers }, (_, index) => countInWorker(picture, rows.filter((_row, at) => at % workers === index)));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function countInWorker(picture: Picture, ranges: Range[]): Promise<number> {
  const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, ranges } });
  const [count] = await once(worker, 'message');
  return count;
}
