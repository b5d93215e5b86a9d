import { EventEmitter, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Task = { photo: Photo; settle: (answer: { thumbnail: Thumbnail; error?: unknown }) => void };

/** A loop for each worker, all taking from one queue, as one would write it with threads. */
export class ThumbnailPool {
  readonly #queue: Task[] = [];
  readonly #bell = new EventEmitter();
  readonly #loops: Promise<void>[];
  #closed = false;

  constructor(workers: number) {
    this.#bell.setMaxListeners(workers);
    this.#loops = Array.from({ length: workers }, async () => this.#loop());
  }

  run(photo: Photo): Promise<Thumbnail> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('the pool is closed');
      this.#queue.push({ photo, settle: ({ thumbnail, error }) => (error ? reject(error) : resolve(thumbnail)) });
      this.#bell.emit('ring');
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#bell.emit('ring');
    await Promise.all(this.#loops);
  }

  async #loop(): Promise<void> {
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
    for (;;) {
      const task = this.#queue.shift();
      if (task) {
        worker.postMessage(task.photo);
        const [answer] = await once(worker, 'message');
        task.settle(answer);
      } else if (this.#closed) {
        break;
      } else {
        await once(this.#bell, 'ring');
      }
    }
    await worker.terminate();
  }
}
