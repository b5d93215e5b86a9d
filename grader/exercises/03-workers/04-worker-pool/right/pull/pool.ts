import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Pending = { resolve: (thumbnail: Thumbnail) => void; reject: (error: Error) => void };
type Word = { ready?: true; task?: number; thumbnail?: Thumbnail; failure?: string };

/** Workers ask; the pool answers when there is something, or never again. */
export class ThumbnailPool {
  readonly #exits: Promise<unknown>[];
  readonly #pending = new Map<number, Pending>();
  readonly #photos: { task: number; photo: Photo }[] = [];
  readonly #asking: Worker[] = [];
  #tasks = 0;
  #closed = false;

  constructor(workers: number) {
    this.#exits = Array.from({ length: workers }, () => {
      const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
      worker.on('message', (word: Word) => this.#hear(worker, word));
      return once(worker, 'exit');
    });
  }

  run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) return Promise.reject(new Error('closed'));
    const task = (this.#tasks += 1);
    this.#photos.push({ task, photo });
    const done = new Promise<Thumbnail>((resolve, reject) => this.#pending.set(task, { resolve, reject }));
    this.#match();
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#match();
    await Promise.all(this.#exits);
  }

  #hear(worker: Worker, { task, thumbnail, failure }: Word): void {
    const pending = task === undefined ? undefined : this.#pending.get(task);
    if (task !== undefined) this.#pending.delete(task);
    if (thumbnail) pending?.resolve(thumbnail);
    else pending?.reject(new Error(failure));
    this.#asking.push(worker);
    this.#match();
  }

  #match(): void {
    while (this.#asking.length > 0 && (this.#photos.length > 0 || this.#closed)) {
      this.#asking.shift()?.postMessage(this.#photos.shift() ?? {});
    }
  }
}
