// race: lowers the flag before the waiter runs; somebody new slips in through the gap
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
      this.#waiting.shift()?.();
    }
  }
}
