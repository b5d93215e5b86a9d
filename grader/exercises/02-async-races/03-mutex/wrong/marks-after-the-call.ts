// wrong-result in "a run within work gets in line, too"
// calls the work at once when it is free, and only then remembers that it is not
export class Mutex {
  #tail: Promise<unknown> | undefined;

  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail === undefined ? work() : this.#tail.then(work);
    const settled: Promise<unknown> = mine
      .catch(() => {})
      .then(() => {
        if (this.#tail === settled) this.#tail = undefined;
      });
    this.#tail = settled;
    return mine;
  }
}
