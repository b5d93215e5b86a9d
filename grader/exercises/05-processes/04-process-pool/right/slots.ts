import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

type Answer = { text?: string; error?: string };
class Deferred<T> {
  resolve!: (value: T) => void;
  reject!: (error: unknown) => void;
  promise = new Promise<T>((resolve, reject) => Object.assign(this, { resolve, reject }));
}
type Job = { page: string; done: Deferred<string> };

/** `size` slots, each an async loop that owns at most one child. */
export class ReaderPool {
  private readonly jobs: Job[] = [];
  private bells: (() => void)[] = [];
  private closed = false;
  private readonly slots: Promise<void>[];

  constructor(private_program: string, size: number) {
    this.slots = Array.from({ length: size }, () => this.slot(private_program));
  }

  read(page: string): Promise<string> {
    if (this.closed) return Promise.reject(new Error('closed'));
    const done = new Deferred<string>();
    this.jobs.push({ page, done });
    this.bells.shift()?.();
    return done.promise;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const bell of this.bells.splice(0)) bell();
    await Promise.all(this.slots);
  }

  private async job(end?: Promise<unknown>): Promise<Job | 'ended' | undefined> {
    let ended = false;
    void end?.then(() => {
      ended = true;
    });
    for (;;) {
      if (ended) return 'ended';
      const job = this.jobs.shift();
      if (job) return job;
      if (this.closed) return undefined;
      let bell!: () => void;
      const rung = new Promise<void>((resolve) => this.bells.push((bell = resolve)));
      await (end ? Promise.race([rung, end]) : rung);
      // Whoever was rung but has no child any more hands the bell on.
      const at = this.bells.indexOf(bell);
      if (at >= 0) this.bells.splice(at, 1);
    }
  }

  private async slot(program: string): Promise<void> {
    let next: Job | 'ended' | undefined = await this.job();
    while (next) {
      if (next === 'ended') {
        next = await this.job();
        continue;
      }
      const child = fork(program);
      child.on('error', () => {});
      const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
      const offline = new Promise<void>((resolve) => void child.once('disconnect', resolve));
      next = await this.serve(child, next, exit, offline);
    }
  }

  private async serve(
    child: ChildProcess,
    first: Job,
    exit: Promise<[number | null, NodeJS.Signals | null]>,
    offline: Promise<void>,
  ) {
    let job: Job | 'ended' | undefined = first;
    let hear!: (answer: Answer) => void;
    child.on('message', (answer: Answer) => hear(answer));
    while (job && job !== 'ended') {
      const { page, done } = job;
      const answer = new Promise<Answer>((resolve) => (hear = resolve));
      child.send({ page }, () => {});
      const told = await Promise.race([answer, exit]);
      if (Array.isArray(told)) {
        const [code, signal] = told;
        done.reject(Object.assign(new Error('the reader has died'), { code, signal }));
        return await this.job();
      }
      if (told.error === undefined) done.resolve(told.text!);
      else done.reject(new Error(told.error));
      job = await this.job(Promise.race([offline, exit]));
    }
    if (child.connected) child.disconnect();
    await exit;
    return job === 'ended' ? await this.job() : undefined;
  }
}
