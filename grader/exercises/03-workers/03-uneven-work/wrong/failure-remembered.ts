// wrong-result in "a failure in one worker rejects the promise, too"
// keeps the first error of all calls: once a worker has failed, each later call fails, too
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';
let failure: unknown;
export function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const nextRow = new Int32Array(new SharedArrayBuffer(4));
  return new Promise((resolve, reject) => {
    let total = 0;
    let left = workers;
    for (let i = 0; i < workers; i += 1)
      new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, nextRow, rowsAtOnce: 8 } })
        .on('message', (n) => (total += n))
        .on('error', (e) => (failure ??= e))
        .on('exit', () => {
          left -= 1;
          if (left > 0) return;
          if (failure) reject(failure);
          else resolve(total);
        });
  });
}
