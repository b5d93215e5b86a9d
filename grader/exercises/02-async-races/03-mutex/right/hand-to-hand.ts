/** Admits one piece of work at a time. */
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The lock goes from hand to hand: it is free only if nobody waits.
      if (next === undefined) this.#held = false;
      else next();
    }
  }
}
