/** Everybody comes through one turnstile; a writer stays in it until the room is empty, and until it is done. */
export class ReadWriteLock {
  #turnstile: Promise<unknown> = Promise.resolve();
  #inside = 0;
  #empty: (() => void) | undefined;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#pass(() => {
      this.#inside += 1;
    }).then(async () => {
      try {
        return await work();
      } finally {
        this.#inside -= 1;
        if (this.#inside === 0) this.#empty?.();
      }
    });
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#pass(async () => {
      if (this.#inside > 0) await new Promise<void>((empty) => (this.#empty = empty));
      return work();
    });
  }

  #pass<T>(through: () => T | Promise<T>): Promise<T> {
    const mine = this.#turnstile.then(through);
    this.#turnstile = mine.catch(() => {});
    return mine;
  }
}
