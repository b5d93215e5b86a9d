import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

type Answer = { thumbnail: Thumbnail; error?: undefined } | { error: Error };
type Asked = { resolve: (result: IteratorResult<Item>) => void; reject: (error: unknown) => void };

/** Threads that come when they are needed. It tells of each picture by an event that has the name of its place. */
class Crew extends EventEmitter {
  readonly #most: number;
  readonly #all: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #queue: { place: number; picture: Picture }[] = [];

  constructor(most: number) {
    super();
    this.#most = most;
  }

  add(place: number, picture: Picture): void {
    this.#queue.push({ place, picture });
    if (this.#idle.length === 0 && this.#all.length < this.#most) {
      const worker = new Worker(new URL('./resize-worker.ts', import.meta.url));
      this.#all.push(worker);
      this.#idle.push(worker);
    }
    this.#goOn();
  }

  end(): void {
    this.#queue.length = 0;
    for (const worker of this.#all) void worker.terminate();
  }

  #goOn(): void {
    const worker = this.#idle[0];
    const task = this.#queue[0];
    if (!worker || !task) return;
    this.#idle.shift();
    this.#queue.shift();
    worker.once('message', (answer: Answer) => {
      this.#idle.push(worker);
      this.#goOn();
      this.emit('done', task.place, answer);
    });
    worker.postMessage(task.picture);
  }
}

/** No generator: it begins as soon as it is there, and what is ready waits in a map. */
class Sheet implements AsyncIterableIterator<Item> {
  readonly #urls: readonly string[];
  readonly #options: Options;
  readonly #crew: Crew;
  readonly #stop = new AbortController();
  readonly #ready = new Map<number, Item>();
  #begun = 0;
  #taken = 0;
  #asked: Asked | undefined;
  #over = false;

  constructor(urls: readonly string[], options: Options) {
    this.#urls = urls;
    this.#options = options;
    this.#crew = new Crew(options.threads);
    this.#crew.on('done', (place: number, { error, ...rest }: Answer) => {
      const url = urls[place]!;
      this.#put(place, error ? { url, error } : { url, ...(rest as { thumbnail: Thumbnail }) });
    });
    if (options.signal.aborted) this.#over = true;
    else options.signal.addEventListener('abort', this.#onAbort);
    this.#begin();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item>> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#tell();
    });
  }

  return(): Promise<IteratorResult<Item>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  readonly #onAbort = (): void => {
    this.#end();
    this.#tell();
  };

  #begin(): void {
    const { download, ahead } = this.#options;
    while (!this.#over && this.#begun < Math.min(this.#urls.length, this.#taken + ahead)) {
      const place = this.#begun;
      this.#begun += 1;
      const url = this.#urls[place]!;
      download(url, { signal: this.#stop.signal }).then(
        (picture) => !this.#over && this.#crew.add(place, picture),
        (error) => this.#put(place, { url, error }),
      );
    }
  }

  #put(place: number, item: Item): void {
    if (this.#over) return;
    this.#ready.set(place, item);
    this.#tell();
  }

  #tell(): void {
    const asked = this.#asked;
    if (!asked) return;
    const { signal } = this.#options;
    const item = this.#ready.get(this.#taken);
    if (signal.aborted) {
      asked.reject(signal.reason);
    } else if (this.#over || this.#taken === this.#urls.length) {
      this.#end();
      asked.resolve({ done: true, value: undefined });
    } else if (item) {
      this.#ready.delete(this.#taken);
      this.#taken += 1;
      asked.resolve({ done: false, value: item });
      this.#begin();
    } else {
      return;
    }
    this.#asked = undefined;
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#stop.abort();
    this.#crew.end();
  }
}

export const thumbnails = (urls: readonly string[], options: Options): AsyncIterable<Item> => new Sheet(urls, options);
