// wrong-result in "a failure in one worker rejects the promise"
// waits for 'exit' and adds up what has come; a failed worker counts as nothing
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  let total = 0;
  const shares = Array.from({ length: workers }, async (_, index) => {
    const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
      workerData: {
        from: Math.floor((limit * index) / workers),
        to: Math.floor((limit * (index + 1)) / workers),
      },
    });
    worker.on('message', (count: number) => (total += count));
    worker.on('error', () => {});
    await once(worker, 'exit').catch(() => {});
  });
  await Promise.all(shares);
  return total;
}
