// wrong-result in "a pool that nobody used closes, and leaves others alone"
// finds who waits by the text of the page: of two that are called the same, the first is forgotten
import { fork, type ChildProcess } from 'node:child_process';

type Answer = { text: string; error?: undefined } | { error: string };
type Task = { page: string; resolve: (text: string) => void; reject: (error: Error) => void };

/** Reads pages with a program that crashes now and then, in several processes. */
export class ReaderPool {
  readonly #program: string;
  readonly #size: number;
  // Who waits is *here*, not at a child: what has not been sent to anybody can't be lost with anybody.
  readonly #queue: string[] = [];
  readonly #asked = new Map<string, Task>();
  /** The children that run, each with the one task that dies with it. */
  readonly #tasks = new Map<ChildProcess, Task | undefined>();
  #closed = false;
  #whenEnded: (() => void) | undefined;

  constructor(program: string, size: number) {
    this.#program = program;
    this.#size = size;
  }

  async read(page: string): Promise<string> {
    if (this.#closed) throw new Error('the pool is closed');
    return await new Promise((resolve, reject) => {
      this.#asked.set(page, { page, resolve, reject });
      this.#queue.push(page);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await new Promise<void>((resolve) => {
      this.#whenEnded = resolve;
      this.#next();
    });
  }

  /** To be called whenever there is one more page, one more child with nothing to do, or one child less. */
  #next(): void {
    while (this.#queue.length > 0) {
      const child = this.#idle() ?? this.#start();
      if (!child) return;
      const task = this.#asked.get(this.#queue.shift()!)!;
      this.#tasks.set(child, task);
      child.send({ page: task.page });
    }
    for (let child = this.#idle(); this.#closed && child; child = this.#idle()) child.disconnect();
    if (this.#tasks.size === 0) this.#whenEnded?.();
  }

  #idle(): ChildProcess | undefined {
    for (const [child, task] of this.#tasks) if (!task && child.connected) return child;
    return undefined;
  }

  /** Only for a page that waits: so a program that dies at its start is not started for ever. */
  #start(): ChildProcess | undefined {
    if (this.#tasks.size === this.#size) return undefined;
    const child = fork(this.#program);
    this.#tasks.set(child, undefined);
    child.on('message', (answer: Answer) => {
      // A child has one page at a time, so its next message is the answer for this one.
      const task = this.#tasks.get(child);
      if (!task) return;
      this.#tasks.set(child, undefined);
      if (answer.error === undefined) task.resolve(answer.text);
      else task.reject(new Error(answer.error));
      this.#next();
    });
    // The one event that comes however a child dies. Its place is free from now on, and no sooner.
    child.once('exit', (code, signal) => {
      const task = this.#tasks.get(child);
      this.#tasks.delete(child);
      task?.reject(Object.assign(new Error(`the reader died (${signal ?? `exit code ${code}`})`), { code, signal }));
      this.#next();
    });
    // What can't be sent to a child that is dying: its end tells all that there is to say.
    child.on('error', () => {});
    return child;
  }
}
