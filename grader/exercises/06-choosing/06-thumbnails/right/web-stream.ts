import { once } from 'node:events';
import { ReadableStream } from 'node:stream/web';
import { Worker } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';

export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };

/** A stream that holds nothing itself: it is asked when the desk asks. */
export function thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncIterable<Item> {
  const stop = new AbortController();
  const crew: Worker[] = [];
  // A chain for each thread: whoever comes takes the one that is through first.
  let free: Promise<Worker>[] = [];
  const open: Promise<Item>[] = [];
  let next = 0;
  let over = false;

  const resizeOn = async (picture: Picture): Promise<Thumbnail> => {
    const turn = queue;
    let done = (): void => {};
    queue = new Promise((resolve) => (done = resolve));
    await turn;
    // Who waits for a thread waits one after the other, and has the first that is free.
    const [worker, place] = await Promise.race(free.map(async (each, index) => [await each, index] as const));
    const answer = (async () => {
      stop.signal.throwIfAborted();
      worker.postMessage(picture);
      const [said] = await once(worker, 'message', { signal: stop.signal });
      if ('error' in said) throw said.error;
      return said.thumbnail as Thumbnail;
    })();
    free[place] = answer.then(
      () => worker,
      () => worker,
    );
    done();
    return answer;
  };
  let queue: Promise<void> = Promise.resolve();

  const item = async (url: string): Promise<Item> => {
    try {
      return { url, thumbnail: await resizeOn(await download(url, { signal: stop.signal })) };
    } catch (error) {
      return { url, error: error as Error };
    }
  };

  const end = async (): Promise<void> => {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', abort);
    stop.abort();
    await Promise.all(crew.map((worker) => worker.terminate()));
  };
  let abort = (): void => {};

  return new ReadableStream<Item>(
    {
      start(controller) {
        abort = () => {
          controller.error(signal.reason);
          void end();
        };
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort);
      },
      async pull(controller) {
        if (crew.length === 0) {
          for (let thread = 0; thread < threads; thread += 1) {
            crew.push(new Worker(new URL('./resize-worker.ts', import.meta.url)));
          }
          free = crew.map(async (worker) => worker);
        }
        while (open.length < ahead && next < urls.length) {
          open.push(item(urls[next]!));
          next += 1;
        }
        const first = open.shift();
        if (!first) {
          await end();
          controller.close();
          return;
        }
        const value = await first;
        if (!over) controller.enqueue(value);
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
