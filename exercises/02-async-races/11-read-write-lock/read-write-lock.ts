/** Admits many readers or one writer. */
export class ReadWriteLock {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs work that only reads; settles as `work` does. */
  read<T>(work: () => Promise<T>): Promise<T> {
    // TODO: readers do not disturb each other. Why should they wait for each other?
    return this.#alone(work);
  }

  /** Runs work that changes something; settles as `work` does. */
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(work);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work);
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
