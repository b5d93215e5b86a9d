import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const crew = Array.from({ length: workers }, () => new Worker(new URL('./prime-worker.ts', import.meta.url)));
  try {
    const answers = crew.map((worker) => once(worker, 'message'));
    const size = Math.floor(limit / workers);
    const longer = limit % workers;
    let from = 0;
    for (const [index, worker] of crew.entries()) {
      const to = from + size + (index < longer ? 1 : 0);
      worker.postMessage([from, to]);
      from = to;
    }
    let total = 0;
    for (const [count] of await Promise.all(answers)) total += count;
    return total;
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
}
