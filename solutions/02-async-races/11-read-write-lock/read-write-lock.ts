/** Admits many readers or one writer. */
export class ReadWriteLock {
  /** Settles when the last writer in line is done. */
  #writes: Promise<unknown> = Promise.resolve();
  /** Settles when all readers in line are done. */
  #reads: Promise<unknown> = Promise.resolve();

  /** Runs work that only reads; settles as `work` does. */
  read<T>(work: () => Promise<T>): Promise<T> {
    // A reader waits for the writers who came before, and for nobody else: so readers with no writer
    // between them wait for the same promise, and begin together.
    const mine = this.#writes.then(work);
    this.#reads = Promise.allSettled([this.#reads, mine]);
    return mine;
  }

  /** Runs work that changes something; settles as `work` does. */
  write<T>(work: () => Promise<T>): Promise<T> {
    // A writer waits for all who came before. Whoever comes later finds this promise, and waits for
    // it: there is nobody who could overtake, and so nobody who starves.
    const mine = Promise.allSettled([this.#writes, this.#reads]).then(work);
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
