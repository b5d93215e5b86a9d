// race: a writer waits for the reader that came last, who need not be the last to go
export class ReadWriteLock {
  #writes: Promise<unknown> = Promise.resolve();
  #lastRead: Promise<unknown> = Promise.resolve();

  read<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#writes.then(work);
    this.#lastRead = mine.catch(() => {});
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.all([this.#writes, this.#lastRead]).then(work);
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
