import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

/** As `fetch` does, it rejects when its signal aborts. */
export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;

/** What became of a picture. */
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };

export type Options = {
  download: Download;
  signal: AbortSignal;
  /** How many threads may be used; 1 or more. */
  threads: number;
  /** How many pictures may be open; 1 or more. */
  ahead: number;
};

/** The thumbnails of a list, in its order. */
export async function* thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncGenerator<Item, void, undefined> {
  signal.throwIfAborted();
  // Two reasons to stop, and one signal for all that runs: the caller aborts, or the desk has left.
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  const crew = new Crew(threads, stop);
  // It never rejects, so nobody has to look after it while those before it are waited for.
  const begin = async (url: string): Promise<Item> => {
    try {
      const picture = await download(url, { signal: stop });
      return { url, thumbnail: await crew.resize(picture) };
    } catch (error) {
      return { url, error: error as Error };
    }
  };
  const rest = urls.values();
  const open: Promise<Item>[] = [];
  try {
    for (;;) {
      // The loop does the waiting: a download is a promise in a window. What has been received has left the window, so
      // the desk's pace is that of the downloads.
      while (open.length < ahead) {
        const { value: url, done } = rest.next();
        if (done) break;
        open.push(begin(url));
      }
      const first = open.shift();
      if (!first) return;
      const item = await first;
      signal.throwIfAborted();
      yield item;
      signal.throwIfAborted();
    }
  } finally {
    // `break` ends up here, and so does an abort.
    left.abort();
    await crew.end();
  }
}

/** Threads do the work. Who waits for one of them waits here, in one queue. */
class Crew {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #stop: AbortSignal;

  constructor(threads: number, stop: AbortSignal) {
    this.#workers = Array.from({ length: threads }, () => new Worker(new URL('./resize-worker.ts', import.meta.url)));
    this.#idle = [...this.#workers];
    this.#stop = stop;
  }

  async resize(picture: Picture): Promise<Thumbnail> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      this.#stop.throwIfAborted();
      // Nobody else has the picture, so its memory can change hands instead of being copied.
      worker.postMessage(picture, [picture.pixels.buffer as ArrayBuffer]);
      const [answer] = await once(worker, 'message', { signal: this.#stop });
      if ('error' in answer) throw answer.error;
      return answer.thumbnail;
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map(async (worker) => worker.terminate()));
  }
}
