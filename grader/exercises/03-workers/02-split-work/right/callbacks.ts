import { Worker } from 'node:worker_threads';

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let total = 0;
    let missing = workers;
    for (let index = 0; index < workers; index += 1) {
      const share = {
        from: Math.floor((limit * index) / workers),
        to: Math.floor((limit * (index + 1)) / workers),
      };
      const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: share });
      worker.on('error', reject);
      worker.on('message', (count: number) => {
        total += count;
        missing -= 1;
        if (missing === 0) resolve(total);
      });
    }
  });
}
