// wrong-result: wraps the error "to add context", so callers do not know it any more
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail
      .then(() => work())
      .catch((cause: unknown) => {
        throw new Error('work failed', { cause });
      });
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}
