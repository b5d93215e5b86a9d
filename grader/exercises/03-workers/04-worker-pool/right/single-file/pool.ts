import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { makeThumbnail, type Photo, type Thumbnail } from './thumbnail.ts';

if (!isMainThread) {
  parentPort?.on('message', (photo: Photo) => {
    void Promise.allSettled([Promise.resolve(photo).then(makeThumbnail)]).then(([end]) => parentPort?.postMessage(end));
  });
}

/** Promise chains instead of a queue: each photo waits for whichever worker's chain is free first. */
export class ThumbnailPool {
  readonly #crew: Worker[];
  readonly #free: Worker[];
  #turn: Promise<unknown> = Promise.resolve();
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(workers: number) {
    this.#crew = Array.from({ length: workers }, () => new Worker(new URL('./pool.ts', import.meta.url)));
    this.#free = this.#crew.slice();
  }

  run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) return Promise.reject(new Error('no more photos, please'));
    const worker = this.#turn.then(() => this.#take());
    this.#turn = worker;
    return worker.then((taken) => this.#shrink(taken, photo));
  }

  close(): Promise<void> {
    this.#closed = true;
    const rest = this.#crew.reduce((all) => all.then(() => this.#take()).then(() => {}), this.#turn);
    return rest.then(() => Promise.all(this.#crew.map((worker) => worker.terminate()))).then(() => {});
  }

  #take(): Promise<Worker> {
    const worker = this.#free.shift();
    if (worker) return Promise.resolve(worker);
    return new Promise<void>((resolve) => (this.#wake = resolve)).then(() => this.#take());
  }

  #shrink(worker: Worker, photo: Photo): Promise<Thumbnail> {
    return new Promise((resolve, reject) => {
      worker.once('message', (end: PromiseSettledResult<Thumbnail>) => {
        this.#free.push(worker);
        this.#wake?.();
        if (end.status === 'fulfilled') resolve(end.value);
        else reject(end.reason);
      });
      worker.postMessage(photo);
    });
  }
}
