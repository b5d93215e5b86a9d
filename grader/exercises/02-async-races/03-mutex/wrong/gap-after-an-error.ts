// race: lets the caller have its error first and wakes the next one a moment later, with the flag down
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      const value = await work();
      const next = this.#waiting.shift();
      if (next === undefined) this.#held = false;
      else next();
      return value;
    } catch (error) {
      this.#held = false;
      queueMicrotask(() => this.#waiting.shift()?.());
      throw error;
    }
  }
}
