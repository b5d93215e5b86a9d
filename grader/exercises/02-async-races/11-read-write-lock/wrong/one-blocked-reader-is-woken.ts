// deadlock in "readers that have waited for a writer are in together"
// readers let waiting writers go first, and nobody wakes them when the last writer is done
export class ReadWriteLock {
  #readers = 0;
  #writing = false;
  #writersWaiting = 0;
  readonly #writers: (() => void)[] = [];
  readonly #blocked: (() => void)[] = [];

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing || this.#writersWaiting > 0) await new Promise<void>((wake) => this.#blocked.push(wake));
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#writers.shift()?.();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    this.#writersWaiting += 1;
    while (this.#writing || this.#readers > 0) await new Promise<void>((wake) => this.#writers.push(wake));
    this.#writersWaiting -= 1;
    this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      const next = this.#writers.shift() ?? this.#blocked.shift();
      next?.();
    }
  }
}
