// A process is an object with its own promises; the calls are a chain of them.
import cluster, { type Address, type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';

export type Options = { size: number; graceMs: number };

class Member {
  readonly ready: Promise<number>;
  readonly gone: Promise<void>;
  readonly #worker: Worker;

  constructor(VERSION: string) {
    this.#worker = cluster.fork({ VERSION });
    this.gone = new Promise((resolve) => this.#worker.process.once('exit', () => resolve()));
    const listening = new Promise<number>((resolve) =>
      this.#worker.once('listening', ({ port }: Address) => resolve(port)),
    );
    const failed = this.gone.then(() => Promise.reject(new Error(`${VERSION} has ended too early`)));
    this.ready = Promise.race([listening, failed]);
    failed.catch(() => {});
  }

  leave(graceMs: number): Promise<void> {
    this.#worker.process.send('drain');
    const timer = setTimeout(() => process.kill(this.#worker.process.pid ?? 0, 'SIGKILL'), graceMs);
    return this.gone.then(() => clearTimeout(timer));
  }
}

export class Service {
  readonly port: number;
  readonly #graceMs: number;
  readonly #members: Member[];
  #tail: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(port: number, members: Member[], graceMs: number) {
    this.port = port;
    this.#members = members;
    this.#graceMs = graceMs;
  }

  static start(version: string, { size, graceMs }: Options): Promise<Service> {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });
    const members = Array.from({ length: size }, () => new Member(version));
    return Promise.all(members.map(({ ready }) => ready)).then(([port]) => new Service(port!, members, graceMs));
  }

  restart(version: string): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('the service has been closed'));
    return this.#after(() =>
      this.#members.reduce((before, _, place) => before.then(() => this.#replace(place, version)), Promise.resolve()),
    );
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#after(() => Promise.all(this.#members.map((member) => member.leave(this.#graceMs))));
  }

  #replace(place: number, version: string): Promise<void> {
    const fresh = new Member(version);
    return fresh.ready.then(() => {
      const old = this.#members[place]!;
      this.#members[place] = fresh;
      return old.leave(this.#graceMs);
    });
  }

  #after(step: () => Promise<unknown>): Promise<void> {
    const end = this.#tail.then(step).then(() => {});
    this.#tail = end.catch(() => {});
    return end;
  }
}
