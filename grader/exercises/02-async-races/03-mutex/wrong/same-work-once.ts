// wrong-result: takes the same function, given twice, for the same piece of work
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();
  readonly #known = new Map<() => Promise<unknown>, Promise<unknown>>();

  run<T>(work: () => Promise<T>): Promise<T> {
    const known = this.#known.get(work);
    if (known) return known as Promise<T>;
    const mine = this.#tail.then(() => work()).finally(() => this.#known.delete(work));
    this.#known.set(work, mine);
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}
