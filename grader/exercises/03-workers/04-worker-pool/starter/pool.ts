import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

/** Shrinks photos on worker threads. */
export class ThumbnailPool {
  readonly workers: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor(workers: number) {
    if (workers < 1) throw new RangeError('at least one worker is needed');
    this.workers = workers;
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    // TODO: this is no pool: every photo starts a thread, and nobody looks at `workers`.
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url), { workerData: photo });
    const answer = once(worker, 'message');
    this.#underWay.add(answer);
    const [thumbnail] = await answer;
    return thumbnail;
  }

  /** Waits for what is under way, and takes on no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
  }
}
