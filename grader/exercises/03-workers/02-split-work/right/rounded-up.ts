import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const size = Math.ceil(limit / workers);
  const shares: Promise<number>[] = [];
  for (let index = 0; index < workers; index += 1) {
    const from = index * size;
    shares.push(countInWorker(Math.min(from, limit), Math.min(from + size, limit)));
  }
  let total = 0;
  for (const count of await Promise.all(shares)) total += count;
  return total;
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
