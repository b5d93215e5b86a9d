import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  const border = (index: number): number => Math.floor((picture.rows * index) / workers);
  const borders = Array.from({ length: workers + 1 }, (_, index) => border(index));
  const next = new Int32Array(new SharedArrayBuffer(4 * workers));
  next.set(borders.slice(0, workers));
  const counts = Array.from({ length: workers }, async (_, own) => {
    const worker = new Worker(new URL('./star-worker.ts', import.meta.url), {
      workerData: { picture, borders, next, own },
    });
    const [stars]: number[] = await once(worker, 'message');
    return stars ?? 0;
  });
  return (await Promise.all(counts)).reduce((sum, stars) => sum + stars, 0);
}
