import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

/** Word 0 is the next row; behind it each worker has a word of its own for what it has counted. */
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  const shared = new Int32Array(new SharedArrayBuffer(4 * (1 + workers)));
  const pixels = new Uint8Array(new SharedArrayBuffer(picture.pixels.length));
  // Before any worker is there: no Atomics needed, and nobody gets a copy of the picture.
  pixels.set(picture.pixels);
  const crew = Array.from({ length: workers }, (_, own) => {
    const workerData = { picture: { ...picture, pixels }, shared, own };
    return new Worker(new URL('./star-worker.ts', import.meta.url), { workerData });
  });
  await Promise.all(crew.map((worker) => once(worker, 'message')));
  // A message comes after all that its sender did before.
  return shared.subarray(1).reduce((sum, stars) => sum + stars, 0);
}
