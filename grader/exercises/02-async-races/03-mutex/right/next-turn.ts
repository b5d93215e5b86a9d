/** Hands the lock over in the next turn of the event loop. It is held all the while. */
export class Mutex {
  readonly #waiting: (() => void)[] = [];
  #held = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#acquire();
    try {
      return await work();
    } finally {
      setImmediate(() => {
        const next = this.#waiting.shift();
        if (next) next();
        else this.#held = false;
      });
    }
  }

  #acquire(): Promise<void> {
    return new Promise((enter) => {
      if (this.#held) this.#waiting.push(enter);
      this.#held = this.#held || (enter(), true);
    });
  }
}
