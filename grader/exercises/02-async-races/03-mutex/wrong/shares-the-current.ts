// wrong-result in "tickets at once come out whole, in the order in which they were asked for"
// whoever comes while it is busy gets the promise of the work that is under way
export class Mutex {
  #current: Promise<unknown> | undefined;

  run<T>(work: () => Promise<T>): Promise<T> {
    this.#current ??= Promise.resolve()
      .then(work)
      .finally(() => (this.#current = undefined));
    return this.#current as Promise<T>;
  }
}
