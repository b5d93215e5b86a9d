// not-parallel in "a comet keeps one worker, and the others do the rest"
// deals blocks out like cards before the work begins; whoever gets the comet keeps the rest, too
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

type Range = [from: number, to: number];

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const blocks: Range[] = [];
  for (let from = 0; from < picture.rows; from += 10) blocks.push([from, Math.min(from + 10, picture.rows)]);
  const counts = Array.from({ length: workers }, (_, index) => countInWorker(picture, blocks.filter((_block, at) => at % workers === index)));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function countInWorker(picture: Picture, ranges: Range[]): Promise<number> {
  const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, ranges } });
  const [count] = await once(worker, 'message');
  return count;
}
