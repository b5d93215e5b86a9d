// unhandled in "failures in several workers reject the promise"
// starts all, then awaits one after the other: a rejection has nobody while an earlier one is awaited
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  if (workers < 1) throw new RangeError('at least one worker is needed');

  const nextRow = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const answers = Array.from({ length: workers }, async () => {
    const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, nextRow, rowsAtOnce: 8 } });
    return await once(worker, 'message');
  });
  let stars = 0;
  for (const answer of answers) {
    const [count]: number[] = await answer;
    stars += count ?? 0;
  }
  return stars;
}
