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
  readonly #size: number;
  #port = 0;
  #workers: Worker[] = [];

  private constructor({ size }: Options) {
    this.#size = size;
  }

  static async start(version: string, options: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });
    const service = new Service(options);
    await service.#launchAll(version);
    return service;
  }

  get port(): number {
    return this.#port;
  }

  async restart(version: string): Promise<void> {
    // TODO: on Thursdays at six, when the new version comes, passengers have paid and have no ticket.
    await this.close();
    await this.#launchAll(version);
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#workers.map(async (worker) => {
        worker.send('stop');
        await once(worker, 'exit');
      }),
    );
  }

  async #launchAll(version: string): Promise<void> {
    this.#workers = Array.from({ length: this.#size }, () => cluster.fork({ VERSION: version }));
    await Promise.all(
      this.#workers.map(async (worker) => {
        const [{ port }] = (await once(worker, 'listening')) as [AddressInfo];
        this.#port = port;
      }),
    );
  }
}
