import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

const rowsAtOnce = 1;

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  const nextRow = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const counts = Array.from({ length: workers }, async () => {
    const worker = new Worker(new URL('./star-worker.ts', import.meta.url), {
      workerData: { picture, nextRow, rowsAtOnce },
    });
    const [stars]: number[] = await once(worker, 'message');
    return stars ?? 0;
  });
  return (await Promise.all(counts)).reduce((sum, stars) => sum + stars, 0);
}
