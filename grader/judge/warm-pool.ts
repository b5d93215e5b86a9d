import type { ChildProcess } from 'node:child_process';
import { ForksPoolWorker, type PoolOptions } from 'vitest/node';
import type { SpareProcesses } from './spare-processes.ts';

/** The one file that leans on vitest's experimental pool API (vitest is pinned for it). */
export class WarmPool {
  readonly name = 'racelings';
  readonly #spares: SpareProcesses;

  constructor(spares: SpareProcesses) {
    this.#spares = spares;
  }

  readonly createPoolWorker = (options: PoolOptions): ForksPoolWorker =>
    new WarmWorker(options, () => this.#spares.take());
}

class WarmWorker extends ForksPoolWorker {
  readonly #take: () => ChildProcess;

  constructor(options: PoolOptions, take: () => ChildProcess) {
    super(options);
    this.#take = take;
  }

  override async start(): Promise<void> {
    Object.assign(this, { _fork: this.#take() });
    await super.start();
  }
}
