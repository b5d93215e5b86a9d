import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Branch } from './derive.ts';

/** Tonight's keys of all branches. */
export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const keys: string[] = [];
  const rest = branches.entries();
  // A core computes one key at a time, however many threads want to. So more threads than cores finish no sooner: each
  // gets its slice of a core less often, and all of them take memory. More threads than keys have nothing to do.
  const crew = Array.from(
    { length: Math.min(cores, branches.length) },
    () => new Worker(new URL('./key-worker.ts', import.meta.url)),
  );
  const work = async (worker: Worker): Promise<void> => {
    // All take from the same iterator: who is through has the next, and nobody is left with all of the long ones.
    for (const [index, branch] of rest) {
      worker.postMessage(branch);
      // Beside half a second of work a message is nothing. Rejects when the worker throws.
      const [key] = await once(worker, 'message');
      keys[index] = key;
    }
  };
  try {
    await Promise.all(crew.map(work));
    return keys;
  } finally {
    // After an error, too: what the others still compute is of no use any more.
    await Promise.all(crew.map(async (worker) => worker.terminate()));
  }
}
