import { fork, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';

type Answer = { text: string; error?: string };
type Page = { page: string; done: (result: Promise<string>) => void };

// One seat a child: an async generator of what it says, to its end.
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T | PromiseLike<T>) => void } {
  let resolve!: (value: T | PromiseLike<T>) => void;
  const promise = new Promise<T>((yes) => (resolve = yes));
  return { promise, resolve };
}

/** What a child says, to its end, which is thrown. */
async function* answers(child: ChildProcess): AsyncGenerator<Answer, void> {
  const stop = new AbortController();
  const { promise: gone, resolve } = withResolvers<[number | null, NodeJS.Signals | null]>();
  child.once('exit', (code, signal) => resolve([code, signal]));
  const { promise: silent, resolve: quiet } = withResolvers<void>();
  child.once('disconnect', () => quiet());
  const end = Promise.all([gone, silent]).then(([how]) => how);
  void end.then(() => stop.abort());
  try {
    for await (const [answer] of on(child, 'message', { signal: stop.signal })) yield answer as Answer;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  const [code, signal] = await end;
  throw Object.assign(new Error('the reader ended'), { code, signal });
}

export class ReaderPool {
  readonly #queue: Page[] = [];
  readonly #program: string;
  readonly #size: number;
  readonly #seats = new Set<Promise<void>>();
  readonly #ready = new Map<ChildProcess, () => boolean>();
  #open = true;
  #pending = 0;

  constructor(program: string, size: number) {
    this.#program = program;
    this.#size = size;
  }

  async read(page: string): Promise<string> {
    if (!this.#open) throw new Error('no more pages');
    const { promise, resolve } = withResolvers<string>();
    this.#pending += 1;
    this.#queue.push({ page, done: (result) => (resolve(result), this.#less()) });
    this.#go();
    return promise;
  }

  #less(): void {
    this.#pending -= 1;
    if (this.#pending === 0 && !this.#open)
      for (const child of this.#ready.keys()) if (child.connected) child.disconnect();
  }

  #go(): void {
    while (this.#queue.length > 0) {
      const free = [...this.#ready.values()].some((take) => take());
      if (free) continue;
      if (this.#ready.size >= this.#size) return;
      const seat = this.#seat();
      this.#seats.add(seat);
      void seat.finally(() => this.#seats.delete(seat));
    }
  }

  async #seat(): Promise<void> {
    const child = fork(this.#program);
    child.on('error', () => {});
    let current: Page | undefined;
    const take = (): boolean => {
      if (current !== undefined || !child.connected || this.#queue.length === 0) return false;
      current = this.#queue.shift()!;
      child.send({ page: current.page }, () => {});
      return true;
    };
    const put = (result: Promise<string>): void => {
      const { done } = current!;
      current = undefined;
      done(result);
    };
    this.#ready.set(child, take);
    take();
    try {
      for await (const { text, error } of answers(child)) {
        if (current !== undefined) put(error === undefined ? Promise.resolve(text) : Promise.reject(new Error(error)));
        take();
      }
    } catch (error) {
      this.#ready.delete(child);
      if (current !== undefined) put(Promise.reject(error));
      this.#go();
    }
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#pending += 1;
    this.#less();
    while (this.#seats.size > 0) await Promise.all(this.#seats);
  }
}
