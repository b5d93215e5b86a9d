// leak in "five workers count every number once, at the same time, and ends"
// the workers listen for more work that never comes, and nobody ends them
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shares = Array.from({ length: workers }, async (_, index) => {
    const worker = new Worker(new URL('./prime-worker.ts', import.meta.url));
    worker.postMessage({
      from: Math.floor((limit * index) / workers),
      to: Math.floor((limit * (index + 1)) / workers),
    });
    const [count] = await once(worker, 'message');
    return Number(count);
  });
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, 0);
}
