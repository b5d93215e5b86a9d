// wrong-result in "a failure in one worker rejects the promise"
// keeps the errors of all calls in one list: once a worker has failed, each later call fails, too
import { Worker } from 'node:worker_threads';

const errors: unknown[] = [];

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let total = 0;
    let left = workers;
    const border = (index: number): number => Math.floor((limit * index) / workers);
    for (let i = 0; i < workers; i += 1) {
      const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from: border(i), to: border(i + 1) } });
      worker.on('message', (count) => (total += count));
      worker.on('error', (error) => errors.push(error));
      worker.on('exit', () => {
        left -= 1;
        if (left > 0) return;
        if (errors.length > 0) reject(errors[0]);
        else resolve(total);
      });
    }
  });
}
