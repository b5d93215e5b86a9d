// Listens to the cluster itself, newest replaced last; `for await` over its own queue of orders.
import cluster, { type Worker } from 'node:cluster';
import { EventEmitter, on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Options = { size: number; graceMs: number };

type Order = { run: () => Promise<void>; resolve: () => void; reject: (error: unknown) => void };

export class Service {
  readonly #orders = new EventEmitter<{ order: [Order] }>();
  readonly #graceMs: number;
  readonly #serving = new Set<number>();
  #port: number | undefined;
  #open = true;

  private constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  static async start(version: string, { size, graceMs }: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });
    const service = new Service(graceMs);
    void service.#work();
    for (let count = 0; count < size; count += 1) await service.#hire(version);
    return service;
  }

  get port(): number {
    return this.#port ?? 0;
  }

  async restart(version: string): Promise<void> {
    if (!this.#open) throw new Error('no restart after close');
    await this.#order(async () => {
      for (const id of [...this.#serving].toReversed()) {
        await this.#hire(version);
        await this.#dismiss(id);
      }
    });
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#order(async () => {
      await Promise.all([...this.#serving].map(async (id) => this.#dismiss(id)));
    });
  }

  async #work(): Promise<void> {
    for await (const [{ run, resolve, reject }] of on(this.#orders, 'order') as AsyncIterable<[Order]>)
      await run().then(resolve, reject);
  }

  #order(run: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => this.#orders.emit('order', { run, resolve, reject }));
  }

  async #hire(version: string): Promise<void> {
    const { id } = cluster.fork({ VERSION: version });
    await new Promise<void>((resolve, reject) => {
      const listening = (worker: Worker, { port }: AddressInfo): void => {
        if (worker.id !== id) return;
        this.#port ??= port;
        this.#serving.add(id);
        settle(resolve);
      };
      const exit = (worker: Worker): void => {
        if (worker.id === id) settle(() => reject(new Error(`${version} is broken`)));
      };
      const settle = (how: () => void): void => {
        cluster.off('listening', listening).off('exit', exit);
        how();
      };
      cluster.on('listening', listening).on('exit', exit);
    });
  }

  async #dismiss(id: number): Promise<void> {
    const worker = cluster.workers?.[id];
    if (!worker) return;
    this.#serving.delete(id);
    const enough = new AbortController();
    worker.send({ stop: true });
    const late = setTimeout(() => enough.abort(), this.#graceMs);
    enough.signal.addEventListener('abort', () => worker.process.kill('SIGKILL'));
    await once(worker, 'exit');
    clearTimeout(late);
  }
}
