import { Worker } from 'node:worker_threads';

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const counts = Array.from({ length: workers }, (_, first) => count({ first, workers, limit }));
  return Promise.all(counts).then((all) => all.reduce((sum, one) => sum + one, 0));
}

function count(share: { first: number; workers: number; limit: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: share })
      .once('message', resolve)
      .once('error', reject);
  });
}
