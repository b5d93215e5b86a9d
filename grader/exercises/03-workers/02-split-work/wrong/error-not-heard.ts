// unhandled in "a failure in one worker rejects the promise"
// listens for answers only; an 'error' event that nobody hears ends the program
import { Worker } from 'node:worker_threads';

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  return new Promise((resolve) => {
    let total = 0;
    let missing = workers;
    for (let index = 0; index < workers; index += 1) {
      const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
        workerData: {
          from: Math.floor((limit * index) / workers),
          to: Math.floor((limit * (index + 1)) / workers),
        },
      });
      worker.on('message', (count: number) => {
        total += count;
        missing -= 1;
        if (missing === 0) resolve(total);
      });
    }
  });
}
