import { addAbortListener } from 'node:events';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

type Slot = { readonly url: string; item?: Item; picture?: Picture };
type Answer = { thumbnail: Thumbnail } | { error: Error };

/** A stream of objects that buffers none; slots in the order of the list, callbacks, and a thread that asks itself. */
class Sheet extends Readable {
  readonly #rest: string[];
  readonly #options: Options;
  readonly #slots: Slot[] = [];
  readonly #jobs: Slot[] = [];
  readonly #idle: Worker[] = [];
  readonly #workers: Worker[] = [];
  readonly #stop = new AbortController();
  readonly #listening: Disposable;
  #wanted = false;

  constructor(urls: readonly string[], options: Options) {
    super({ objectMode: true, highWaterMark: 0 });
    this.#rest = [...urls];
    this.#options = options;
    const { signal } = options;
    this.#listening = addAbortListener(signal, () => this.destroy(signal.reason));
    if (signal.aborted) this.destroy(signal.reason);
  }

  override _read(): void {
    this.#wanted = true;
    const { download, ahead, threads } = this.#options;
    while (this.#slots.length < ahead && this.#rest.length > 0) {
      const slot: Slot = { url: this.#rest.shift()! };
      this.#slots.push(slot);
      download(slot.url, { signal: this.#stop.signal }).then(
        (picture) => {
          slot.picture = picture;
          this.#jobs.push(slot);
          if (this.#workers.length < threads) {
            const worker = new Worker(new URL('./resize-worker.ts', import.meta.url));
            this.#workers.push(worker);
            this.#idle.push(worker);
          }
          this.#work();
        },
        (error: Error) => this.#done(slot, { error }),
      );
    }
    this.#hand();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#listening[Symbol.dispose]();
    this.#stop.abort();
    void Promise.all(this.#workers.map((worker) => worker.terminate())).then(() => callback(error));
  }

  #work(): void {
    while (!this.destroyed && this.#idle.length > 0 && this.#jobs.length > 0) {
      const worker = this.#idle.pop()!;
      const slot = this.#jobs.shift()!;
      worker.once('message', (answer: Answer) => {
        this.#idle.push(worker);
        this.#work();
        this.#done(slot, answer);
      });
      worker.postMessage(slot.picture);
    }
  }

  #done(slot: Slot, answer: Answer): void {
    slot.item = { url: slot.url, ...answer };
    this.#hand();
  }

  #hand(): void {
    if (!this.#wanted || this.destroyed) return;
    const [first] = this.#slots;
    if (first && !first.item) return;
    this.#wanted = false;
    this.#slots.shift();
    this.push(first?.item ?? null);
  }
}

export function thumbnails(urls: readonly string[], options: Options): AsyncIterable<Item> {
  return new Sheet(urls, options);
}
