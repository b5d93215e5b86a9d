// stuck in "a failure in one worker rejects the promise"
// writes a worker's failure to the log and goes on waiting for its answer
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from(
    { length: workers },
    (_, index) =>
      new Promise<number>((resolve) => {
        const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
          workerData: {
            from: Math.floor((limit * index) / workers),
            to: Math.floor((limit * (index + 1)) / workers),
          },
        });
        worker.on('message', resolve);
        worker.on('error', (error) => console.error('a worker failed', error));
      }),
  );
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}
