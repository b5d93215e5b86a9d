import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

export type Options = { size: number; graceMs: number };

const after = (worker: Worker, event: string, signal?: AbortSignal): Promise<unknown[]> =>
  new Promise((resolve) => {
    const hear = (...args: unknown[]): void => resolve(args);
    worker.once(event, hear);
    signal?.addEventListener('abort', () => worker.off(event, hear), { once: true });
  });

/** A queue of jobs in an array, one runner, and an abort signal in place of clearTimeout. */
export class Service {
  readonly #options: Options;
  readonly #jobs: (() => Promise<void>)[] = [];
  #isBusy = false;
  #closing = false;
  #crew = new Set<Worker>();
  port = 0;

  private constructor(options: Options) {
    this.#options = options;
  }

  static async start(version: string, options: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(import.meta.resolve('./worker.ts')) });
    const service = new Service(options);
    const crew = [];
    for (let each = 0; each < options.size; each += 1) crew.push(service.#open(version));
    service.#crew = new Set(await Promise.all(crew));
    return service;
  }

  restart(version: string): Promise<void> {
    if (this.#closing) return Promise.reject(new Error('closed'));
    return this.#add(async () => {
      const before = Array.from(this.#crew);
      for (const old of before) {
        this.#crew.add(await this.#open(version));
        this.#crew.delete(old);
        await this.#end(old);
      }
    });
  }

  close(): Promise<void> {
    this.#closing = true;
    return this.#add(async () => {
      await Promise.all(Array.from(this.#crew, (worker) => this.#end(worker)));
    });
  }

  #add(job: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => job().then(resolve, reject));
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) await job();
    this.#isBusy = false;
  }

  async #open(version: string): Promise<Worker> {
    const over = new AbortController();
    const worker = cluster.fork({ VERSION: version });
    const result = await Promise.race([
      after(worker, 'listening', over.signal),
      after(worker, 'exit', over.signal).then(([code]) => new Error(`${version} ended with ${String(code)}`)),
    ]);
    over.abort();
    if (result instanceof Error) throw result;
    this.port = (result[0] as { port: number }).port;
    return worker;
  }

  async #end(worker: Worker): Promise<void> {
    const over = new AbortController();
    const gone = after(worker, 'exit').then(() => over.abort());
    worker.send({ please: 'end' });
    try {
      await pause(this.#options.graceMs, undefined, { signal: over.signal });
      worker.process.kill('SIGKILL');
    } catch {
      // It has ended.
    }
    await gone;
  }
}
