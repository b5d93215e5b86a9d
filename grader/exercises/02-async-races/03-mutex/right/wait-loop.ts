/** Everybody is woken and looks again; whose turn it is, is decided by the place in the line. */
export class Mutex {
  readonly #line: symbol[] = [];
  #change: Promise<void> = Promise.resolve();
  #changed = (): void => {};

  async run<T>(work: () => Promise<T>): Promise<T> {
    const me = Symbol('till');
    this.#line.push(me);
    while (this.#line[0] !== me) await this.#change;
    this.#change = new Promise((changed) => (this.#changed = changed));
    try {
      return await work();
    } finally {
      this.#line.shift();
      this.#changed();
    }
  }
}
