import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { resize, type Picture, type Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

type Job = { place: number; picture: Picture };
type Answer = { place: number; thumbnail?: Thumbnail; error?: string };

/** Both ends in one file; the pixels are in memory that the threads share, so that a message carries hardly anything. */
if (!isMainThread) {
  parentPort?.on('message', ({ place, picture }: Job) => {
    let answer: Answer;
    try {
      const thumbnail = resize(picture);
      answer = { place, thumbnail: { ...thumbnail, pixels: shared(thumbnail.pixels) } };
    } catch (error) {
      answer = { place, error: (error as Error).message };
    }
    parentPort?.postMessage(answer);
  });
}

function shared(pixels: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(pixels.length));
  copy.set(pixels);
  return copy;
}

/** Something that is awaited until it is told; by whoever is there. */
class Bell {
  #ring: () => void = () => {};
  rung = this.#next();

  ring(): void {
    this.#ring();
    this.rung = this.#next();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => (this.#ring = resolve));
  }
}

/** A loop that looks at all that there is, and waits for a bell when nothing is to be done. */
export async function* thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncGenerator<Item, void, undefined> {
  const bell = new Bell();
  const stop = new AbortController();
  const ring = (): void => {
    stop.abort();
    bell.ring();
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', ring);
  const items = new Map<number, Item>();
  const jobs: Job[] = [];
  const workers: Worker[] = [];
  const busy = new Set<Worker>();
  let begun = 0;

  const begin = (place: number): void => {
    const url = urls[place]!;
    void download(url, { signal: stop.signal })
      .then((picture) => jobs.push({ place, picture: { ...picture, pixels: shared(picture.pixels) } }))
      .catch((error: Error) => items.set(place, { url, error }))
      .then(() => {
        handOut();
        bell.ring();
      });
  };
  const handOut = (): void => {
    while (!stop.signal.aborted && jobs.length > 0) {
      let worker = workers.find((each) => !busy.has(each));
      if (!worker) {
        if (workers.length === threads) return;
        worker = new Worker(new URL(import.meta.url));
        workers.push(worker);
        worker.on('message', ({ place, thumbnail, error }: Answer) => {
          busy.delete(workers.find((each) => each === worker)!);
          const url = urls[place]!;
          items.set(place, thumbnail ? { url, thumbnail } : { url, error: new Error(error) });
          handOut();
          bell.ring();
        });
      }
      busy.add(worker);
      worker.postMessage(jobs.shift());
    }
  };

  try {
    for (let taken = 0; taken < urls.length; taken += 1) {
      while (begun < Math.min(urls.length, taken + ahead)) {
        begin(begun);
        begun += 1;
      }
      while (!items.has(taken) && !signal.aborted) await bell.rung;
      signal.throwIfAborted();
      const item = items.get(taken)!;
      items.delete(taken);
      yield item;
      signal.throwIfAborted();
    }
  } finally {
    signal.removeEventListener('abort', ring);
    stop.abort();
    for (const worker of workers) void worker.terminate();
  }
}
