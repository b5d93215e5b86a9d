// not-parallel in "the Milky Way is shared by all workers"
// gives each worker a chunk and waits for all before the next round
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

  async function countChunk(worker: Worker): Promise<void> {
    if (next >= picture.rows) return;
    const from = next;
    next = Math.min(from + rowsAtOnce, picture.rows);
    worker.postMessage([from, next]);
    const [count] = await once(worker, 'message');
    stars += count;
  }

  try {
    while (next < picture.rows) await Promise.all(crew.map(countChunk));
    return stars;
  } finally {
    await Promise.all(crew.map(async (worker) => worker.terminate()));
  }
}
