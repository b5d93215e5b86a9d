// stuck in "closing lets everything be done that was handed in"
// close waits for a second, not for the photos
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

type Job = { photo: Photo; done: (thumbnail: Thumbnail) => void; failed: (error: Error) => void };

export class ThumbnailPool {
  #jobs: Job[] = [];
  #idle: Worker[] = [];
  #all: Worker[] = [];
  #open = true;
  #empty: (() => void) | undefined;

  constructor(workers: number) {
    const file = new URL('./thumbnail-worker.ts', import.meta.url);
    for (let i = 0; i < workers; i += 1) this.#all.push(new Worker(file));
    this.#idle.push(...this.#all);
  }

  run(photo: Photo): Promise<Thumbnail> {
    if (!this.#open) return Promise.reject(new Error('closed'));
    return new Promise((done, failed) => {
      this.#jobs.push({ photo, done, failed });
      this.#next();
    });
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#jobs.length > 0) {
      const worker = this.#idle.shift()!;
      const job = this.#jobs.shift()!;
      worker.once('message', ({ thumbnail, error }) => {
        this.#idle.push(worker);
        if (error === undefined) job.done(thumbnail);
        else job.failed(new Error(error));
        this.#next();
        if (this.#idle.length === this.#all.length) this.#empty?.();
      });
      worker.postMessage(job.photo);
    }
  }

  async close(): Promise<void> {
    this.#open = false;
    await new Promise((wake) => setTimeout(wake, 1000));
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
}
