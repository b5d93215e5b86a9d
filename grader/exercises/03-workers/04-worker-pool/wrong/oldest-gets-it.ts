// wrong-result in "all workers are busy as long as there is something to do"
// gives each answer to whoever has waited longest, as if workers finished in order
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Task = { photo: Photo; resolve: (thumbnail: Thumbnail) => void; reject: (error: unknown) => void };

export class ThumbnailPool {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #queue: Task[] = [];
  readonly #underWay: Task[] = [];
  #whenEmpty: (() => void) | undefined;
  #closed = false;

  constructor(workers: number) {
    this.#workers = Array.from({ length: workers }, () => {
      const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
      return worker.on('message', ({ thumbnail, error }) => {
        const task = this.#underWay.shift();
        if (error) task?.reject(error);
        else task?.resolve(thumbnail);
        this.#idle.push(worker);
        this.#next();
      });
    });
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
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const task = this.#queue.shift()!;
      this.#underWay.push(task);
      this.#idle.pop()!.postMessage(task.photo);
    }
    if (this.#idle.length === this.#workers.length) this.#whenEmpty?.();
  }
}
