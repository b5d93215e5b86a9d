// race: Promise.all ends with the first error, while other readers are still inside
export class ReadWriteLock {
  #writes: Promise<unknown> = Promise.resolve();
  #reads: Promise<unknown>[] = [];

  read<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#writes.then(work);
    this.#reads.push(mine);
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const reads = Promise.all(this.#reads.splice(0)).catch(() => {});
    const mine = Promise.all([this.#writes, reads]).then(work);
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
