import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Picture, Thumbnail } from './resize.ts';
export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };
export type Options = { download: Download; signal: AbortSignal; threads: number; ahead: number };
/** An iterator by hand. The threads sleep until a bell in shared memory rings, and end when it says so. */
type Hand = { worker: Worker; port: MessagePort; bell: Int32Array; busy: boolean };
export function thumbnails(
  urls: readonly string[],
  { download, signal, threads, ahead }: Options,
): AsyncIterable<Item> {
  return { [Symbol.asyncIterator]: () => iterate() };
  function iterate(): AsyncIterator<Item> {
    const hands: Hand[] = [];
    const jobs: { place: number; picture: Picture }[] = [];
    const done: (Item | undefined)[] = [];
    let begun = 0;
    let taken = 0;
    const state = { over: false };
    let wake: (() => void) | undefined;
    const controllers = new Set<AbortController>();
    const onAbort = () => {
      stop();
      wake?.();
    };
    let listening = false;
    const stop = () => {
      if (state.over) return;
      state.over = true;
      signal.removeEventListener('abort', onAbort);
      jobs.length = 0;
      for (const c of controllers) c.abort(new Error('no longer wanted'));
      for (const hand of hands) {
        Atomics.store(hand.bell, 0, -1);
        Atomics.notify(hand.bell, 0);
        hand.port.close();
      }
    };
    const hire = () => {
      const { port1, port2 } = new MessageChannel();
      const bell = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(new URL('./resize-worker.ts', import.meta.url), {
        workerData: { port: port2, bell },
        transferList: [port2],
      });
      const hand: Hand = { worker, port: port1, bell, busy: false };
      port1.on('message', ({ place, thumbnail, error }) => {
        hand.busy = false;
        const url = urls[place]!;
        done[place] = error ? { url, error } : { url, thumbnail };
        give();
        wake?.();
      });
      hands.push(hand);
      return hand;
    };
    const give = () => {
      while (!state.over && jobs.length > 0) {
        const hand = hands.find((h) => !h.busy) ?? (hands.length < threads ? hire() : undefined);
        if (!hand) return;
        hand.busy = true;
        hand.port.postMessage(jobs.shift());
        Atomics.add(hand.bell, 0, 1);
        Atomics.notify(hand.bell, 0);
      }
    };
    const fill = () => {
      while (!state.over && begun < urls.length && begun < taken + ahead) {
        const place = begun++;
        const c = new AbortController();
        controllers.add(c);
        download(urls[place]!, { signal: c.signal }).then(
          (picture) => {
            controllers.delete(c);
            jobs.push({ place, picture });
            give();
          },
          (error) => {
            controllers.delete(c);
            done[place] = { url: urls[place]!, error };
            wake?.();
          },
        );
      }
    };
    return {
      async next() {
        if (signal.aborted) {
          stop();
          throw signal.reason;
        }
        if (!listening) {
          listening = true;
          signal.addEventListener('abort', onAbort);
        }
        fill();
        while (!state.over && taken < urls.length && !done[taken]) await new Promise<void>((r) => (wake = r));
        if (signal.aborted) throw signal.reason;
        if (state.over || taken === urls.length) {
          stop();
          return { done: true, value: undefined };
        }
        const value = done[taken]!;
        done[taken] = undefined;
        taken++;
        fill();
        return { done: false, value };
      },
      async return() {
        stop();
        return { done: true, value: undefined };
      },
    };
  }
}
