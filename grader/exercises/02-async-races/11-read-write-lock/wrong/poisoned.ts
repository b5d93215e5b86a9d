// wrong-result: waits for all who came before, and fails with their error
export class ReadWriteLock {
  #writes: Promise<unknown> = Promise.resolve();
  #reads: Promise<unknown> = Promise.resolve();

  read<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#writes.then(work);
    this.#reads = Promise.allSettled([this.#reads, mine]);
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.all([this.#writes, this.#reads]).then(work);
    this.#writes = mine;
    return mine;
  }
}
