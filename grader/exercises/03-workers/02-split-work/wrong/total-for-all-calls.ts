// stuck in "each call has workers and a total of its own"
// the total and the number of answers belong to the module, and two calls add to the same
import { Worker } from 'node:worker_threads';

let total = 0;
let answers = 0;

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor((limit * index) / workers);
  total = 0;
  answers = 0;
  return new Promise((resolve, reject) => {
    for (let index = 0; index < workers; index += 1) {
      const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
        workerData: { from: border(index), to: border(index + 1) },
      });
      worker.once('error', reject);
      worker.once('message', (count: number) => {
        total += count;
        answers += 1;
        if (answers === workers) resolve(total);
      });
    }
  });
}
