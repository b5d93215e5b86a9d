// blocked-loop: lets the main thread take a share, as it would be idle otherwise; the screen freezes
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const border = (index: number): number => Math.floor((limit * index) / (workers + 1));
  const shares = Array.from({ length: workers }, (_, index) => countInWorker(border(index), border(index + 1)));
  const mine = countPrimes(border(workers), limit);
  const counts = await Promise.all(shares);
  return counts.reduce((sum, count) => sum + count, mine);
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
