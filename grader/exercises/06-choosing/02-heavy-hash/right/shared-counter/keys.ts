import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Branch } from './derive.ts';

/** Nobody hands out anything: the threads take the number of the next branch from shared memory. */
export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const parts = Array.from({ length: Math.min(cores, branches.length) }, async () => {
    const worker = new Worker(new URL('./key-worker.ts', import.meta.url), { workerData: { branches, next } });
    const [part]: [number, string][][] = await once(worker, 'message');
    return part ?? [];
  });
  try {
    const keys: string[] = [];
    for (const [index, key] of (await Promise.all(parts)).flat()) keys[index] = key;
    return keys;
  } catch (error) {
    // The others take no more, and end when they have done what they are at.
    Atomics.store(next, 0, branches.length);
    throw error;
  }
}
