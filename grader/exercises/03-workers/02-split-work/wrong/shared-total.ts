// wrong-result in "five workers count every number once, at the same time, and ends"
// `total += await …` reads the total before it waits; the last share overwrites
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  let total = 0;

  async function addShare(from: number, to: number): Promise<void> {
    total += await countInWorker(from, to);
  }

  const shares = Array.from({ length: workers }, (_, index) =>
    addShare(Math.floor((limit * index) / workers), Math.floor((limit * (index + 1)) / workers)),
  );
  await Promise.all(shares);
  return total;
}

async function countInWorker(from: number, to: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
    workerData: { from, to },
  });
  const [count] = await once(worker, 'message');
  return count;
}
