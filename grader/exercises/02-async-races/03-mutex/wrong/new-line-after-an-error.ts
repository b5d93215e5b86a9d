// race: begins a new line after an error, so that nobody inherits it; but the old one is still there
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    const mine = before.then(() => work());
    this.#tail = Promise.allSettled([before, mine]);
    void mine.catch(() => {
      this.#tail = Promise.resolve();
    });
    return mine;
  }
}
