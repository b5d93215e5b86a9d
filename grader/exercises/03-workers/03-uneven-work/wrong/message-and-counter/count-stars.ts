// over-serialised in "the Milky Way is shared by all workers"
// shares the counter, and reports every row by a message of its own
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const nextRow = new Int32Array(new SharedArrayBuffer(4));
  let stars = 0;
  const crew = Array.from(
    { length: workers },
    () =>
      new Promise<void>((resolve, reject) => {
        const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, nextRow } });
        worker.on('message', (count: number) => (stars += count));
        worker.on('error', reject);
        worker.on('exit', () => resolve());
      }),
  );
  await Promise.all(crew);
  return stars;
}
