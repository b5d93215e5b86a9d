import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

/** Its heart beats for a monitor, whatever there is to do; timers have no part in who gets which photo. */
export class ThumbnailPool {
  readonly size: number;
  readonly #crew: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #underWay = new Set<Promise<Thumbnail>>();
  readonly #heart = setInterval(() => (this.beats += 1), 250);
  #closed = false;
  beats = 0;

  constructor(size: number) {
    this.size = size;
  }

  run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) return Promise.reject(new Error('the pool is closed'));
    const done = this.#lend(async (worker) => shrink(worker, photo));
    this.#underWay.add(done);
    const forget = (): boolean => this.#underWay.delete(done);
    done.then(forget, forget);
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    clearInterval(this.#heart);
    for (const worker of this.#crew) await worker.terminate();
  }

  async #lend<T>(use: (worker: Worker) => Promise<T>): Promise<T> {
    const worker =
      this.#idle.shift() ?? this.#hire() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await use(worker);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  #hire(): Worker | undefined {
    if (this.#crew.length >= this.size) return undefined;
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
    this.#crew.push(worker);
    return worker;
  }
}

function shrink(worker: Worker, photo: Photo): Promise<Thumbnail> {
  return new Promise((resolve, reject) => {
    worker.once('message', ({ thumbnail, error }) => (error ? reject(error) : resolve(thumbnail)));
    worker.postMessage(photo);
  });
}
