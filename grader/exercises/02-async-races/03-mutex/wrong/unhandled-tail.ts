// unhandled: "finally" passes the error on, to a promise that nobody looks at
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work, work);
    this.#tail = mine.finally(() => {});
    return mine;
  }
}
