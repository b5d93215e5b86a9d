import workerThreads, { type WorkerOptions } from 'node:worker_threads';
import type { RaceBlock } from './block.ts';
import type { Envelopes } from './envelopes.ts';

/** Events of a worker that mean that it has ended. */
const ends: ReadonlySet<unknown> = new Set(['exit', 'error', 'messageerror']);

/** What a worker gets in place of its `workerData`. */
export type Start = { readonly thread: number; readonly envelope: unknown };

/**
 * Orders each worker, from now on, after all that was done before its start, and before all that follows the news of
 * its end.
 */
export function followWorkers(block: RaceBlock, envelopes: Envelopes): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    readonly #thread: number;

    constructor(entry: string | URL, options: WorkerOptions = {}) {
      const thread = block.newThread();
      const start: Start = { thread, envelope: envelopes.close(options.workerData as unknown) };
      super(entry, { ...options, workerData: start });
      this.#thread = thread;
    }

    override emit(...event: Parameters<InstanceType<typeof Worker>['emit']>): boolean {
      if (ends.has(event[0])) block.joinThread(this.#thread);
      return super.emit(...event);
    }
  };
}
