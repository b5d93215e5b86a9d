// starvation in "readers that come again and again do not starve a writer"
// a writer gets in line behind writers only, and then waits until nobody reads
export class ReadWriteLock {
  #readers = 0;
  #writing: Promise<unknown> | undefined;
  #writes: Promise<unknown> = Promise.resolve();
  #empty: (() => void) | undefined;

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing !== undefined) await this.#writing;
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#empty?.();
    }
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#writes.then(async () => {
      while (this.#readers > 0) await new Promise<void>((empty) => (this.#empty = empty));
      const running = Promise.resolve().then(work);
      this.#writing = running.catch(() => {});
      try {
        return await running;
      } finally {
        this.#writing = undefined;
      }
    });
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
