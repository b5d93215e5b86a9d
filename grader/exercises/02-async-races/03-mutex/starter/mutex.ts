/** Admits one piece of work at a time. */
export class Mutex {
  #current: Promise<unknown> | undefined;

  /** Runs `work` when it is its turn; settles as `work` does. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    // TODO: two tills never got in each other's way. Three do. And then there was the paper jam.
    if (this.#current !== undefined) await this.#current;
    const mine = work();
    this.#current = mine;
    return mine;
  }
}
