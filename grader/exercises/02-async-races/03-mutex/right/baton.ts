/** A linked list of promises: each waits for the one before it, and has one to give on. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const { promise, resolve: pass } = withResolvers();
    this.#last = promise;
    await before;
    try {
      return await work();
    } finally {
      pass();
    }
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
