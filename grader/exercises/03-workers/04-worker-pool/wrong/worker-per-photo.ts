// wrong-result in "all workers are busy as long as there is something to do"
// keeps to `workers` at once, but starts a new thread for every photo
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

export class ThumbnailPool {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #underWay = new Set<Promise<Thumbnail>>();
  #closed = false;

  constructor(workers: number) {
    this.#free = workers;
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    const done = this.#shrink(photo);
    this.#underWay.add(done);
    return await done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
  }

  async #shrink(photo: Photo): Promise<Thumbnail> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
    try {
      worker.postMessage(photo);
      const [{ thumbnail, error }] = await once(worker, 'message');
      if (error) throw error;
      return thumbnail;
    } finally {
      await worker.terminate();
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
