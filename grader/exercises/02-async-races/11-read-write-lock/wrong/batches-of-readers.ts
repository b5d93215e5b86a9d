// over-serialised in "readers that have waited for a writer are in together"
// readers line up behind each other when there is a writer somewhere in the line
export class ReadWriteLock {
  #tail: Promise<unknown> = Promise.resolve();
  #busy = 0;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#busy === 0 ? this.#free(work) : this.write(work);
  }

  #reads: Promise<unknown> = Promise.resolve();

  #free<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.resolve().then(work);
    this.#reads = Promise.allSettled([this.#reads, mine]);
    return mine;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    const mine = Promise.allSettled([this.#tail, this.#reads])
      .then(work)
      .finally(() => (this.#busy -= 1));
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
