// blocked-loop in "a night takes all cores, and the desks stay open"
// the threads compute, and the main thread sleeps until they have
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const length = Math.min(cores, branches.length);
  const parts = Array.from({ length }, async () => {
    const worker = new Worker(new URL('./key-worker.ts', import.meta.url), { workerData: { branches, state } });
    const [part]: [number, string][][] = await once(worker, 'message');
    return part ?? [];
  });
  for (let done = Atomics.load(state, 1); done < length; done = Atomics.load(state, 1)) Atomics.wait(state, 1, done);
  const keys: string[] = [];
  for (const [index, key] of (await Promise.all(parts)).flat()) keys[index] = key;
  return keys;
}
