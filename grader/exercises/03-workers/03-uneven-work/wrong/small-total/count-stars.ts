// wrong-result in "each call counts its own picture"
// the sum that all workers share has 16 bits, and a bright picture has more stars
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

// Small enough that the last chunk, whatever is in it, keeps nobody waiting for long; large enough
// that taking one is nothing beside counting it.
const rowsAtOnce = 8;

/** Counts the stars in a picture with that many workers. */
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  // Nobody knows what is in the rows, so no sharing that is fixed in advance is good for all
  // pictures. What is shared instead is the number of the first row that nobody has taken.
  const nextRow = new Int32Array(new SharedArrayBuffer(4));
  const total = new Uint16Array(new SharedArrayBuffer(2));
  const counts = Array.from({ length: workers }, async () => {
    const worker = new Worker(new URL('./star-worker.ts', import.meta.url), {
      workerData: { picture, total, nextRow, rowsAtOnce },
    });
    await once(worker, "exit");
    
  });
  await Promise.all(counts); return total[0]!;
}
