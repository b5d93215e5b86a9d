import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';
import { compiledEntry } from './compiled-entry.ts';

export type ThreadCounts = { readonly started: number; readonly alive: number; readonly peak: number };

export type ThreadCensus = {
  readonly counts: () => ThreadCounts;
  /** Threads started whose code does not run yet. */
  readonly starting: () => number;
};

/** Counts the worker threads that the attempt starts, from the compiled files. */
export function countWorkers(): ThreadCensus {
  const { Worker } = workerThreads;
  let started = 0;
  let alive = 0;
  let peak = 0;
  let starting = 0;

  class CountedWorker extends Worker {
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(options?.eval ? entry : compiledEntry(entry), options);
      started += 1;
      starting += 1;
      alive += 1;
      peak = Math.max(peak, alive);
      let online = false;
      const arrive = (): void => {
        if (!online) starting -= 1;
        online = true;
      };
      this.once('online', arrive);
      this.once('exit', () => {
        arrive();
        alive -= 1;
      });
    }
  }

  workerThreads.Worker = CountedWorker;
  syncBuiltinESMExports();
  return { counts: () => ({ started, alive, peak }), starting: () => starting };
}
