// stuck in "a photo that cannot be shrunk is nobody else’s business"
// an error ends the worker; its promise is told, and the dead worker is given the next photo
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Task = {
  photo: Photo;
  resolve: (thumbnail: Thumbnail) => void;
  reject: (error: unknown) => void;
};

export class ThumbnailPool {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #queue: Task[] = [];
  #whenEmpty: (() => void) | undefined;
  #closed = false;

  constructor(workers: number) {
    if (workers < 1) throw new RangeError('at least one worker is needed');
    this.#workers = Array.from({ length: workers }, () => new Worker(new URL('./thumbnail-worker.ts', import.meta.url)));
    this.#idle = [...this.#workers];
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    return await new Promise((resolve, reject) => {
      this.#queue.push({ photo, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#idle.length < this.#workers.length) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
    await Promise.all(this.#workers.map(async (worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) void this.#serve(this.#idle.pop()!, this.#queue.shift()!);
    if (this.#idle.length === this.#workers.length) this.#whenEmpty?.();
  }

  async #serve(worker: Worker, { photo, resolve, reject }: Task): Promise<void> {
    worker.postMessage(photo);
    try {
      const [{ thumbnail }] = (await once(worker, 'message')) as [{ thumbnail: Thumbnail }];
      resolve(thumbnail);
    } catch (error) {
      reject(error);
    }
    this.#idle.push(worker);
    this.#next();
  }
}
