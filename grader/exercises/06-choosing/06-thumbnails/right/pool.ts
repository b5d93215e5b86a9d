import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

type Task = { picture: Picture; resolve: (thumbnail: Thumbnail) => void; reject: (error: unknown) => void };
type Busy = Worker & { task?: Task | undefined };

/** As pools in packages are: it is run with a signal, and destroyed in the end. */
class Pool {
  readonly #threads: Busy[];
  readonly #tasks: Task[] = [];

  constructor(maxThreads: number) {
    this.#threads = Array.from({ length: maxThreads }, () => {
      const worker: Busy = new Worker(new URL('./resize-worker.ts', import.meta.url));
      return worker.on('message', ({ thumbnail, error }) => {
        const { task } = worker;
        worker.task = undefined;
        if (error) task?.reject(error);
        else task?.resolve(thumbnail);
        this.#next();
      });
    });
  }

  run(picture: Picture, { signal }: { signal: AbortSignal }): Promise<Thumbnail> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = (): void => {
        const place = this.#tasks.indexOf(task);
        if (place >= 0) this.#tasks.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      const settled = <Value>(settle: (value: Value) => void) => {
        return (value: Value): void => {
          signal.removeEventListener('abort', abort);
          settle(value);
        };
      };
      const task: Task = { picture, resolve: settled(resolve), reject: settled(reject) };
      this.#tasks.push(task);
      this.#next();
    });
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#threads.map((worker) => worker.terminate()));
  }

  #next(): void {
    for (const worker of this.#threads) {
      if (worker.task || this.#tasks.length === 0) continue;
      worker.task = this.#tasks.shift()!;
      worker.postMessage(worker.task.picture);
    }
  }
}

type Limit = { <Result>(task: () => Promise<Result>): Promise<Result>; clear: () => void };

/** Who has done its task keeps its place until it is told that this is free. */
function holdingLimit(most: number): Limit & { free: () => void } {
  const queue: (() => void)[] = [];
  let places = most;
  const free = (): void => {
    places += 1;
    goOn();
  };
  const goOn = (): void => {
    if (places === 0 || queue.length === 0) return;
    places -= 1;
    queue.shift()!();
  };
  const limit = <Result>(task: () => Promise<Result>): Promise<Result> =>
    new Promise((resolve) => {
      queue.push(() => resolve(task()));
      goOn();
    });
  return Object.assign(limit, { clear: () => void (queue.length = 0), free });
}

/** All tasks are handed in at once, and the limit decides when each begins. */
export async function* thumbnails(
  urls: readonly string[],
  { download, signal: asked, threads, ahead }: Options,
): AsyncGenerator<Item, void, undefined> {
  asked.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => {
    limit.clear();
    controller.abort(asked.reason);
  };
  const limit = holdingLimit(ahead);
  asked.addEventListener('abort', abort);
  const pool = new Pool(threads);
  const items = urls.map((url) =>
    limit(async (): Promise<Item> => {
      try {
        return { url, thumbnail: await pool.run(await download(url, { signal }), { signal }) };
      } catch (error) {
        return { url, error: error as Error };
      }
    }),
  );
  try {
    for (const item of items) {
      asked.throwIfAborted();
      const value = await Promise.race([item, aborted(signal)]);
      asked.throwIfAborted();
      yield value;
      limit.free();
    }
    asked.throwIfAborted();
  } finally {
    asked.removeEventListener('abort', abort);
    abort();
    await pool.destroy();
  }
}

const aborted = async (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
