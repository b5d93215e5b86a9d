import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { deriveKey, type Branch } from './derive.ts';

type Done = { index: number; key: string };

if (!isMainThread && workerData === 'derives keys') {
  parentPort!.on('message', ({ index, branch }: { index: number; branch: Branch }) => {
    parentPort!.postMessage({ index, key: deriveKey(branch) } satisfies Done);
  });
}

/** Callbacks only; the largest first, which ends soonest. */
export function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const queue = [...branches.entries()].toSorted(([, one], [, other]) => one.rounds - other.rounds);
    const keys: string[] = [];
    let missing = branches.length;
    const crew = new Set<Worker>();
    const endAll = (): void => {
      for (const worker of crew) void worker.terminate();
    };
    const feed = (worker: Worker): void => {
      const next = queue.pop();
      if (next) worker.postMessage({ index: next[0], branch: next[1] });
    };
    if (missing === 0) resolve([]);
    while (crew.size < cores && crew.size < branches.length) {
      const worker = new Worker(new URL(import.meta.url), { workerData: 'derives keys' });
      crew.add(worker);
      worker.on('error', (error) => {
        endAll();
        reject(error);
      });
      worker.on('message', ({ index, key }: Done) => {
        keys[index] = key;
        missing -= 1;
        if (missing > 0) return feed(worker);
        endAll();
        resolve(keys);
      });
      feed(worker);
    }
  });
}
