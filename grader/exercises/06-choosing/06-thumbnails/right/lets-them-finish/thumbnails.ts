import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

/** A producer in the background, which takes a permit for each picture; the desk gives it back. */
class Permits {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

export async function* thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncGenerator<Item, void, undefined> {
  signal.throwIfAborted();
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const aborted = new Promise<never>((_, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason));
  });
  aborted.catch(() => {});
  const window = new Permits(ahead);
  const cores = new Permits(threads);
  const idle: Worker[] = [];
  const all: Worker[] = [];

  const resizeOn = async (picture: Picture): Promise<Thumbnail> => {
    await cores.take();
    try {
      stop.throwIfAborted();
      const worker = idle.pop() ?? new Worker(new URL('./resize-worker.ts', import.meta.url));
      if (!all.includes(worker)) all.push(worker);
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ picture, port: port2 }, [port2, picture.pixels.buffer as ArrayBuffer]);
      const [answer] = await once(port1, 'message');
      port1.close();
      idle.push(worker);
      if (answer instanceof Error) throw answer;
      return answer;
    } finally {
      cores.give();
    }
  };
  const work = async (url: string): Promise<Item> =>
    download(url, { signal: stop })
      .then(resizeOn)
      .then(
        (thumbnail) => ({ url, thumbnail }),
        (error: Error) => ({ url, error }),
      );

  const begun: Promise<Item>[] = [];
  let onBegun: () => void = () => {};
  const produce = async (): Promise<void> => {
    for (const url of urls) {
      await window.take();
      if (stop.aborted) return;
      begun.push(work(url));
      onBegun();
    }
  };
  void produce();

  try {
    for (let place = 0; place < urls.length; place += 1) {
      if (begun.length === 0) await new Promise<void>((resolve) => (onBegun = resolve));
      const item = await Promise.race([begun.shift()!, aborted]);
      signal.throwIfAborted();
      yield item;
      signal.throwIfAborted();
      window.give();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    over.abort();
    // Each ends by itself when it is through with what it has.
    for (const worker of all) worker.postMessage(null);
  }
}
