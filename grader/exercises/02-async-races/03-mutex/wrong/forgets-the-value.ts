// wrong-result: waits for the work, and forgets what it returned
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work);
    this.#tail = mine.catch(() => {});
    await mine;
    return undefined as T;
  }
}
