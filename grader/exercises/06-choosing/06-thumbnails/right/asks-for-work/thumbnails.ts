import { on, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';
export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };
/** A channel on the main thread; each thread asks for its next picture when it is through. */
class Channel<T> {
  readonly #values: T[] = [];
  readonly #takers: ((value: T | null) => void)[] = [];
  #closed = false;
  send(value: T): void {
    const t = this.#takers.shift();
    if (t) t(value);
    else if (!this.#closed) this.#values.push(value);
  }
  take(): Promise<T | null> {
    if (this.#closed) return Promise.resolve(null);
    const [first] = this.#values.splice(0, 1);
    return first !== undefined ? Promise.resolve(first) : new Promise((r) => this.#takers.push(r));
  }
  close(): void {
    this.#closed = true;
    this.#values.length = 0;
    for (const t of this.#takers.splice(0)) t(null);
  }
}
type Job = { picture: Picture; settle: (answer: { thumbnail: Thumbnail } | { error: Error }) => void };
export async function* thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncGenerator<Item> {
  const stop = new AbortController();
  if (signal.aborted) throw signal.reason;
  const abort = () => {
    jobs.close();
    stop.abort(signal.reason);
  };
  const jobs = new Channel<Job>();
  signal.addEventListener('abort', abort, { once: true });
  const serve = async () => {
    const worker = new Worker(new URL('./resize-worker.ts', import.meta.url));
    let job: Job | null = null;
    try {
      for await (const [said] of on(worker, 'message', { signal: stop.signal })) {
        if (!said.ask) {
          job!.settle(said);
          continue;
        }
        job = await jobs.take();
        if (!job) break;
        worker.postMessage(job.picture);
      }
    } catch {
      /* stopped */
    } finally {
      void worker.terminate();
    }
  };
  const slots: { url: string; item: Promise<Item> }[] = [];
  let next = 0;
  try {
    for (let t = 0; t < Math.min(threads, urls.length); t++) void serve();
    while (next < urls.length || slots.length > 0) {
      for (; next < urls.length && slots.length < ahead; next++) {
        const url = urls[next]!;
        slots.push({
          url,
          item: download(url, { signal: stop.signal })
            .then(
              (picture) =>
                new Promise<Item>((resolve) => jobs.send({ picture, settle: (a) => resolve({ url, ...a }) })),
            )
            .catch((error) => ({ url, error })),
        });
      }
      const item = await Promise.race([slots[0]!.item, once(stop.signal, 'abort').then(() => null)]);
      if (signal.aborted || !item) throw signal.reason;
      slots.shift();
      yield item;
      if (signal.aborted) throw signal.reason;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    jobs.close();
    stop.abort();
  }
}
