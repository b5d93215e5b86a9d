// stuck in "a thumbnail is that of the photo that was handed in"
// finds the promise by the photo's id, and two photos may have the same
import { Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';
type Answer = { id: number; thumbnail?: Thumbnail; message?: string };
export class ThumbnailPool {
  readonly workers: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #queue: Photo[] = [];
  readonly #waiting = new Map<number, { resolve: (thumbnail: Thumbnail) => void; reject: (error: Error) => void }>();
  #busy = 0;
  #closed = false;
  readonly #drained: (() => void)[] = [];
  constructor(workers: number) { this.workers = workers; }
  run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) return Promise.reject(new Error('the pool is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.set(photo.id, { resolve, reject });
      this.#queue.push(photo);
      this.#next();
    });
  }
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#busy > 0) await new Promise<void>((resolve) => this.#drained.push(resolve));
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
  #next(): void {
    if (this.#queue.length === 0) return;
    const worker = this.#idle.pop() ?? this.#start();
    if (!worker) return;
    this.#busy += 1;
    worker.postMessage(this.#queue.shift());
  }
  #start(): Worker | undefined {
    if (this.#all.length === this.workers) return undefined;
    const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url));
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.thumbnail) waiting?.resolve(answer.thumbnail);
      else waiting?.reject(new Error(answer.message));
      this.#busy -= 1;
      this.#idle.push(worker);
      this.#next();
      if (this.#busy === 0) for (const tell of this.#drained) tell();
    });
    this.#all.push(worker);
    return worker;
  }
}
