// race: takes the waiters from the wrong end of the array; push and pop are a stack
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.pop();
      if (next === undefined) this.#held = false;
      else next();
    }
  }
}
