// wrong-result: lines up behind a failed ticket and fails with its error, for ever
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work);
    this.#tail = mine;
    return mine;
  }
}
