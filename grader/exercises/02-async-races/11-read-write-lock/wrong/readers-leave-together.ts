// over-serialised in "whoever is done is told so at once"
// readers that are in together get their answers together, too
export class ReadWriteLock {
  #writes: Promise<unknown> = Promise.resolve();
  #reads: Promise<unknown>[] = [];

  async read<T>(work: () => Promise<T>): Promise<T> {
    const reads = this.#reads;
    const mine = this.#writes.then(work);
    reads.push(mine);
    for (let index = 0; index < reads.length; index += 1) await Promise.allSettled([reads[index]]);
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.allSettled([this.#writes, ...this.#reads]).then(work);
    this.#reads = [];
    this.#writes = mine.catch(() => {});
    return mine;
  }
}
