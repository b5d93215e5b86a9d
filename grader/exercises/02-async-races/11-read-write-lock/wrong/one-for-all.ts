// over-serialised in "two locks do not wait for each other"
// static fields: all locks of the program are one
export class ReadWriteLock {
  static #writes: Promise<unknown> = Promise.resolve();
  static #reads: Promise<unknown> = Promise.resolve();

  read<T>(work: () => Promise<T>): Promise<T> {
    const mine = ReadWriteLock.#writes.then(work);
    ReadWriteLock.#reads = Promise.allSettled([ReadWriteLock.#reads, mine]);
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.allSettled([ReadWriteLock.#writes, ReadWriteLock.#reads]).then(work);
    ReadWriteLock.#writes = mine.catch(() => {});
    return mine;
  }
}
