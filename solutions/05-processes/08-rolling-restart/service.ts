import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Options = {
  /** How many processes serve. */
  size: number;
  /** How long a process has to end once it was asked to, in milliseconds. */
  graceMs: number;
};

/** Several processes that run a version of the application, on one port. */
export class Service {
  readonly #graceMs: number;
  #port = 0;
  /** Those that serve, the oldest first. */
  #workers: Worker[] = [];
  /** The last thing that was asked of it. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  static async start(version: string, { size, graceMs }: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });
    const service = new Service(graceMs);
    service.#workers = await Promise.all(Array.from({ length: size }, async () => service.#launch(version)));
    return service;
  }

  get port(): number {
    return this.#port;
  }

  async restart(version: string): Promise<void> {
    if (this.#closed) throw new Error('the service is closed');
    await this.#inTurn(async () => {
      for (const old of this.#workers) {
        // Whoever can't be replaced is not asked to go: an error here leaves all as it is.
        const fresh = await this.#launch(version);
        this.#workers = [...this.#workers.filter((worker) => worker !== old), fresh];
        await this.#stop(old);
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#inTurn(async () => Promise.all(this.#workers.map(async (worker) => this.#stop(worker))));
  }

  /** What fails is told to whoever asked for it; those that come after it go on. */
  async #inTurn(task: () => Promise<unknown>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => {});
    await done;
  }

  /** Resolves when it listens, and not when it runs: in between it loads, and may find that it can't. */
  async #launch(version: string): Promise<Worker> {
    const worker = cluster.fork({ VERSION: version });
    return await new Promise((resolve, reject) => {
      worker.once('listening', ({ port }: AddressInfo) => {
        this.#port = port;
        resolve(worker);
      });
      // After the other event this changes nothing.
      worker.once('exit', (code, signal) => {
        reject(new Error(`a process of ${version} has ended before it was ready (${signal ?? `exit code ${code}`})`));
      });
    });
  }

  async #stop(worker: Worker): Promise<void> {
    const ended = once(worker, 'exit');
    worker.send('stop');
    // Kept here: whoever hangs can't look at a clock any more, nor hear a polite signal.
    const limit = setTimeout(() => worker.process.kill('SIGKILL'), this.#graceMs);
    await ended;
    clearTimeout(limit);
  }
}
