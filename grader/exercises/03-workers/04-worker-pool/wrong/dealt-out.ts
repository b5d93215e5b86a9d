// not-parallel in "all workers are busy as long as there is something to do"
// deals photos out like cards; a worker's hand may hold all the large ones
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Pending = { resolve: (thumbnail: Thumbnail) => void; reject: (error: unknown) => void };

export class ThumbnailPool {
  readonly #crew: { worker: Worker; pending: Pending[] }[];
  readonly #underWay = new Set<Promise<Thumbnail>>();
  #next = 0;
  #closed = false;

  constructor(workers: number) {
    this.#crew = Array.from({ length: workers }, () => {
      const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
      const pending: Pending[] = [];
      worker.on('message', ({ thumbnail, error }) => {
        const first = pending.shift();
        if (error) first?.reject(error);
        else first?.resolve(thumbnail);
      });
      return { worker, pending };
    });
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    const { worker, pending } = this.#crew[this.#next]!;
    this.#next = (this.#next + 1) % this.#crew.length;
    const done = new Promise<Thumbnail>((resolve, reject) => pending.push({ resolve, reject }));
    this.#underWay.add(done);
    worker.postMessage(photo);
    return await done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    await Promise.all(this.#crew.map(async ({ worker }) => worker.terminate()));
  }
}
