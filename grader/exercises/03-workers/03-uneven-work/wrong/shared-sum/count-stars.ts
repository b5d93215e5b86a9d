// data-race in "the Milky Way is shared by all workers"
// takes the rows by Atomics, and adds up in one place that all workers share without
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

const rowsAtOnce = 8;

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  const shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const crew = Array.from(
    { length: workers },
    () => new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, shared, rowsAtOnce } }),
  );
  await Promise.all(crew.map((worker) => once(worker, 'exit')));
  return shared[1]!;
}
