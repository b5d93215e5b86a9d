import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Branch } from './derive.ts';

function* numbered(branches: readonly Branch[]): Generator<{ index: number; branch: Branch }> {
  for (const [index, branch] of branches.entries()) yield { index, branch };
}

/** Each thread asks for its next branch, and ends by itself when there is none. */
export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const keys: string[] = [];
  const rest = numbered(branches);
  const stopped = new AbortController();
  const serve = async (): Promise<void> => {
    const worker = new Worker(new URL('./key-worker.ts', import.meta.url));
    try {
      for await (const [said] of on(worker, 'message', { close: ['exit'], signal: stopped.signal })) {
        if ('key' in said) keys[said.index] = said.key;
        const next = rest.next();
        worker.postMessage(next.done ? null : next.value);
      }
    } catch (error) {
      stopped.abort();
      void worker.terminate();
      throw error;
    }
  };
  await Promise.all(Array.from({ length: Math.min(cores, branches.length) }, serve));
  return keys;
}
