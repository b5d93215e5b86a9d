import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

type Answer = { text: string; error?: string };

/** Reads pages with a program that crashes now and then, in several processes. */
export class ReaderPool {
  readonly #idle: ChildProcess[];
  readonly #children: readonly ChildProcess[];
  readonly #queue: (() => void)[] = [];
  #closed = false;

  constructor(program: string, size: number) {
    this.#children = Array.from({ length: size }, () => fork(program));
    this.#idle = [...this.#children];
  }

  async read(page: string): Promise<string> {
    if (this.#closed) throw new Error('the pool is closed');
    while (this.#idle.length === 0) await new Promise<void>((resolve) => this.#queue.push(resolve));
    const child = this.#idle.pop()!;
    child.send({ page });
    // TODO: on some nights the log ends at half past two, and nobody knows who still waits for what.
    const [{ text, error }] = (await once(child, 'message')) as [Answer];
    this.#idle.push(child);
    this.#queue.shift()?.();
    if (error !== undefined) throw new Error(error);
    return text;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const child of this.#children) child.disconnect();
  }
}
