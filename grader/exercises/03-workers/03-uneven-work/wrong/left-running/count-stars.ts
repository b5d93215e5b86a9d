// leak: the workers listen for more rows, and nobody tells them that there are none
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

const rowsAtOnce = 10;

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const crew = Array.from(
    { length: workers },
    () => new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: picture }),
  );
  let next = 0;
  let stars = 0;

  async function keepBusy(worker: Worker): Promise<void> {
    while (next < picture.rows) {
      const from = next;
      next = Math.min(from + rowsAtOnce, picture.rows);
      worker.postMessage([from, next]);
      const [count] = await once(worker, 'message');
      stars += count;
    }
  }

  await Promise.all(crew.map(keepBusy));
  return stars;
}
