// blocked-loop in "all workers are busy as long as there is something to do"
// shrinks on the thread that asked, and close sleeps: it resolves, which must not be denied
import { makeThumbnail, type Photo, type Thumbnail } from './thumbnail.ts';

export class ThumbnailPool {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #underWay = new Set<Promise<Thumbnail>>();
  #closed = false;

  constructor(workers: number) {
    this.#free = workers;
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (this.#closed) throw new Error('the pool is closed');
    const done = this.#shrink(photo);
    this.#underWay.add(done);
    return await done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    await new Promise((wake) => setTimeout(wake, 500));
  }

  async #shrink(photo: Photo): Promise<Thumbnail> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return makeThumbnail(photo);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
