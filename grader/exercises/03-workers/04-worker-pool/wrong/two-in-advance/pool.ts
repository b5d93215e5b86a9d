// not-parallel in "all workers are busy as long as there is something to do"
// sends each worker its next photo in advance; it is stuck there behind a large one
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Task = {
  photo: Photo;
  resolve: (thumbnail: Thumbnail) => void;
  reject: (error: unknown) => void;
};

type Answer = { thumbnail: Thumbnail; error?: undefined } | { error: unknown };

export class ThumbnailPool {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #queue: Task[] = [];
  #whenEmpty: (() => void) | undefined;
  #closed = false;

  constructor(workers: number) {
    if (workers < 1) throw new RangeError('at least one worker is needed');
    this.#workers = Array.from({ length: workers }, () => new Worker(new URL('./thumbnail-worker.ts', import.meta.url)));
    this.#idle = [...this.#workers, ...this.#workers];
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
    if (this.#idle.length < 2 * this.#workers.length) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
    await Promise.all(this.#workers.map(async (worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) void this.#serve(this.#idle.shift()!, this.#queue.shift()!);
    if (this.#idle.length === 2 * this.#workers.length) this.#whenEmpty?.();
  }

  async #serve(worker: Worker, { photo, resolve, reject }: Task): Promise<void> {
    worker.postMessage(photo);
    const answer = await new Promise<Answer>((done) => {
      const hear = (told: Answer & { id: number }): void => {
        if (told.id !== photo.id) return;
        worker.off('message', hear);
        done(told);
      };
      worker.on('message', hear);
    });
    if ('thumbnail' in answer) resolve(answer.thumbnail);
    else reject(answer.error);
    this.#idle.push(worker);
    this.#next();
  }
}
