import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

type Answer = { text?: string; error?: string };
type Job = { page: string; done: (error: Error | null, text?: string) => void };

/** A place for a child: starts one when it has something to do, and says when it is free again. */
class Seat extends EventEmitter {
  readonly #program: string;
  #child: ChildProcess | undefined;
  #end: Promise<unknown> = Promise.resolve();
  job: Job | undefined;

  constructor(program: string) {
    super();
    this.#program = program;
  }

  take(job: Job): void {
    this.job = job;
    this.#child ??= this.#start();
    this.#child.send({ page: job.page }, () => {});
  }

  #start(): ChildProcess {
    const child = fork(this.#program);
    this.#end = new Promise<void>((resolve) => {
      child.on('exit', (code, signal) => {
        this.#child = undefined;
        const error = new Error(`died with ${code ?? signal}`) as Error & { code: unknown; signal: unknown };
        error.code = code;
        error.signal = signal;
        this.#finish(error);
        resolve();
      });
    });
    child.on('message', ({ text, error }: Answer) => {
      if (error === undefined) this.#finish(null, text);
      else this.#finish(new Error(error));
    });
    return child;
  }

  #finish(error: Error | null, text?: string): void {
    const { job } = this;
    this.job = undefined;
    job?.done(error, text);
    this.emit('free');
  }

  async close(): Promise<void> {
    if (this.job) await once(this, 'free');
    this.#child?.disconnect();
    await this.#end;
  }
}

export class ReaderPool extends EventEmitter {
  #seats: Seat[];
  #jobs: Job[] = [];
  #over = false;

  constructor(program: string, size: number) {
    super();
    this.#seats = Array.from({ length: size }, () => new Seat(program));
    for (const seat of this.#seats) seat.on('free', () => this.#deal());
  }

  #deal(): void {
    for (const seat of this.#seats) {
      if (seat.job) continue;
      const job = this.#jobs.shift();
      if (!job) break;
      seat.take(job);
    }
    if (this.#seats.every(({ job }) => !job)) this.emit('idle');
  }

  read(page: string): Promise<string> {
    if (this.#over) return Promise.reject(new Error('closed'));
    return new Promise((resolve, reject) => {
      this.#jobs.push({ page, done: (error, text) => (error ? reject(error) : resolve(text!)) });
      this.#deal();
    });
  }

  async close(): Promise<void> {
    this.#over = true;
    if (this.#seats.some(({ job }) => job)) await once(this, 'idle');
    await Promise.all(this.#seats.map((seat) => seat.close()));
  }
}
