import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

/** Each worker has its next chunk waiting at its port already, so that it never waits for the main thread. */
export function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const rest = Array.from({ length: Math.ceil(picture.rows / 12) }, (_, index) => index * 12);
    let missing = rest.length;
    let stars = 0;
    const crew: Worker[] = [];
    const end = (): void => crew.forEach((worker) => void worker.terminate());
    const give = (worker: Worker): void => {
      const from = rest.shift();
      if (from !== undefined) worker.postMessage([from, Math.min(from + 12, picture.rows)]);
    };
    for (let index = 0; index < workers; index += 1) {
      const worker = new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: picture });
      crew.push(worker);
      worker.on('error', (error) => {
        end();
        reject(error);
      });
      worker.on('message', (count: number) => {
        stars += count;
        missing -= 1;
        give(worker);
        if (missing > 0) return;
        end();
        resolve(stars);
      });
      give(worker);
      give(worker);
    }
  });
}
