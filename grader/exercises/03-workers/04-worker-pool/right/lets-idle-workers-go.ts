import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Task = {
  photo: Photo;
  resolve: (thumbnail: Thumbnail) => void;
  reject: (error: unknown) => void;
};

type Answer = { thumbnail: Thumbnail; error?: undefined } | { error: unknown };

/** Shrinks photos on worker threads. */
export class ThumbnailPool {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  // Who waits is *here*, not at a worker: handed out in advance, a photo would be stuck behind one
  // that takes long, while another worker has nothing to do.
  readonly #queue: Task[] = [];
  #whenEmpty: (() => void) | undefined;
  #closed = false;

  constructor(workers: number) {
    if (workers < 1) throw new RangeError('at least one worker is needed');
    this.#workers = Array.from(
      { length: workers },
      () => new Worker(new URL('./thumbnail-worker.ts', import.meta.url)),
    );
    for (const worker of this.#workers) worker.unref();
    this.#idle = [...this.#workers];
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    return await new Promise((resolve, reject) => {
      this.#queue.push({ photo, resolve, reject });
      this.#next();
    });
  }

  /** Waits for what was handed in, takes no more, and ends the workers. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#idle.length < this.#workers.length) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
    await Promise.all(this.#workers.map(async (worker) => worker.terminate()));
  }

  /** Brings idle workers and waiting photos together; to be called whenever there is one more of either. */
  #next(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) void this.#serve(this.#idle.pop()!, this.#queue.shift()!);
    if (this.#idle.length === this.#workers.length) this.#whenEmpty?.();
  }

  async #serve(worker: Worker, { photo, resolve, reject }: Task): Promise<void> {
    worker.ref();
    worker.postMessage(photo);
    // A worker has one photo at a time, so its next message is the answer for this one.
    const [answer]: Answer[] = await once(worker, 'message');
    if (answer && 'thumbnail' in answer) resolve(answer.thumbnail);
    else reject(answer?.error);
    worker.unref();
    this.#idle.push(worker);
    this.#next();
  }
}
