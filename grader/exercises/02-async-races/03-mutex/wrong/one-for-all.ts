// over-serialised: the line is static: all mutexes of the program share it
export class Mutex {
  static #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = Mutex.#tail.then(work);
    Mutex.#tail = mine.catch(() => {});
    return mine;
  }
}
