// deadlock in "work that fails rejects its own run only"
// gives the lock back after the work, but not after work that failed
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    const value = await work();
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
    return value;
  }
}
