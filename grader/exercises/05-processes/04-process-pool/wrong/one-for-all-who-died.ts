// over-serialised in "children that die in one moment are all replaced"
// starts anew in the next turn, once for however many have died in this one
import { fork, type ChildProcess } from 'node:child_process';

type Answer = { text?: string; error?: string };
type Job = { page: string; resolve: (text: string) => void; reject: (error: Error) => void };

export class ReaderPool {
  readonly #program: string;
  readonly #size: number;
  readonly #queue: Job[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #idle: ChildProcess[] = [];
  readonly #work = new Map<ChildProcess, Job>();
  #closing: (() => void) | undefined;
  #closed = false;
  #lost = 0;
  #refilling = false;

  constructor(program: string, size: number) {
    this.#program = program;
    this.#size = size;
  }

  read(page: string): Promise<string> {
    if (this.#closed) return Promise.reject(new Error('closed'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ page, resolve, reject });
      this.#pump();
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    return new Promise((resolve) => {
      this.#closing = resolve;
      this.#pump();
    });
  }

  #start(): ChildProcess {
    const child = fork(this.#program);
    this.#all.add(child);
    child.on('message', (message) => this.#answer(child, message as Answer));
    child.on('error', () => {});
    child.once('exit', (code, signal) => this.#gone(child, code, signal));
    return child;
  }

  #answer(child: ChildProcess, { text, error }: Answer): void {
    const job = this.#work.get(child);
    if (job === undefined) return;
    this.#work.delete(child);
    this.#idle.push(child);
    if (error !== undefined) job.reject(new Error(error));
    else job.resolve(text!);
    this.#pump();
  }

  #gone(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    this.#all.delete(child);
    this.#lost += 1;
    const at = this.#idle.indexOf(child);
    if (at >= 0) this.#idle.splice(at, 1);
    const job = this.#work.get(child);
    this.#work.delete(child);
    job?.reject(Object.assign(new Error('died'), { code, signal }));
    if (this.#closed) return this.#pump();
    if (this.#refilling) return;
    this.#refilling = true;
    setImmediate(() => {
      this.#refilling = false;
      this.#lost -= 1;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      let child = this.#idle.pop();
      if (child === undefined) {
        if (this.#all.size + (this.#closed ? 0 : this.#lost) >= this.#size && this.#all.size > 0) return;
        child = this.#start();
      } else if (!child.connected) continue;
      const job = this.#queue.shift()!;
      this.#work.set(child, job);
      child.send({ page: job.page }, () => {});
    }
    if (this.#closing !== undefined && this.#work.size === 0) {
      for (const child of this.#all) if (child.connected) child.disconnect();
      if (this.#all.size === 0) this.#closing();
    }
  }
}
