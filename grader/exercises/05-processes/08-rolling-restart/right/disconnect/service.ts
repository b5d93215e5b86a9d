// Asks by `worker.disconnect()`, and works with callbacks.
import cluster, { type Address, type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';

export type Options = { size: number; graceMs: number };

type Done = (error?: Error) => void;

export class Service {
  port = 0;
  readonly #size: number;
  readonly #graceMs: number;
  readonly #tasks: ((done: () => void) => void)[] = [];
  #workers: Worker[] = [];
  #busy = false;
  #closed = false;

  private constructor(size: number, graceMs: number) {
    this.#size = size;
    this.#graceMs = graceMs;
  }

  static start(version: string, { size, graceMs }: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });
    const service = new Service(size, graceMs);
    return new Promise((resolve, reject) => {
      const next = (error?: Error): void => {
        if (error) reject(error);
        else if (service.#workers.length === size) resolve(service);
        else service.#add(version, next);
      };
      next();
    });
  }

  restart(version: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('closed'));
    return this.#enqueue((done) => {
      let left = this.#size;
      const next = (error?: Error): void => {
        if (error || left === 0) return done(error);
        left -= 1;
        this.#add(version, (failed) => (failed ? done(failed) : this.#remove(this.#workers[0]!, next)));
      };
      next();
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#enqueue((done) => {
      for (const worker of this.#workers) this.#remove(worker, () => this.#workers.length === 0 && done());
    });
  }

  #enqueue(task: (done: Done) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#tasks.push((through) =>
        task((error) => {
          if (error) reject(error);
          else resolve();
          through();
        }),
      );
      if (!this.#busy) this.#next();
    });
  }

  #next(): void {
    const task = this.#tasks.shift();
    this.#busy = task !== undefined;
    task?.(() => this.#next());
  }

  #add(version: string, done: Done): void {
    const worker = cluster.fork({ VERSION: version });
    const early = (): void => done(new Error(`${version} does not start`));
    worker.once('exit', early);
    worker.once('listening', ({ port }: Address) => {
      worker.off('exit', early);
      this.port = port;
      this.#workers.push(worker);
      done();
    });
  }

  #remove(worker: Worker, done: Done): void {
    const limit = setTimeout(() => worker.process.kill('SIGKILL'), this.#graceMs);
    worker.once('exit', () => {
      clearTimeout(limit);
      this.#workers = this.#workers.filter((other) => other !== worker);
      done();
    });
    worker.disconnect();
  }
}
