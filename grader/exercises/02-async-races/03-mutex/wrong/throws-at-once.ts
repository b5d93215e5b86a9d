// deadlock: "finally" hangs on the promise of the work, and work that throws at once returns none
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    return work().finally(() => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#held = false;
      else next();
    });
  }
}
