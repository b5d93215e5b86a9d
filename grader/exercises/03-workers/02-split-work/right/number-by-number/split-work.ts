// Deals the numbers out like cards, each by a call of its own.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const answers = Array.from({ length: workers }, (_, first) =>
    once(
      new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { first, workers, limit } }),
      'message',
    ),
  );
  let total = 0;
  for (const [count] of await Promise.all(answers)) total += count;
  return total;
}
