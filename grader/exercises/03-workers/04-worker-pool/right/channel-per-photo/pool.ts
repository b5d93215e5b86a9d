import { MessageChannel, Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Answer = { readonly thumbnail: Thumbnail } | { readonly failure: string };

/** Free workers and waiting photos meet in two queues of promises; each photo has a channel of its own. */
export class ThumbnailPool {
  readonly #limit: number;
  readonly #all: Worker[] = [];
  readonly #free: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor(workers: number) {
    this.#limit = workers;
  }

  run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) return Promise.reject(new Error('the pool is closed'));
    const job = this.#take().then((worker) => this.#ask(worker, photo));
    const settled = job.catch(() => {}).finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    return job;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#underWay);
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #take(): Promise<Worker> {
    const free = this.#free.shift();
    if (free) return Promise.resolve(free);
    if (this.#all.length < this.#limit) {
      const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
      this.#all.push(worker);
      return Promise.resolve(worker);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#free.push(worker);
  }

  #ask(worker: Worker, photo: Photo): Promise<Thumbnail> {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ photo, port: port2 }, [port2]);
    return new Promise((resolve, reject) => {
      port1.once('message', (answer: Answer) => {
        port1.close();
        this.#release(worker);
        if ('thumbnail' in answer) resolve(answer.thumbnail);
        else reject(new Error(answer.failure));
      });
    });
  }
}
