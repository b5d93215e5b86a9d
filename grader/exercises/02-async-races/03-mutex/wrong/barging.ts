// race: a waiter that finds the lock taken again goes to the end of the line
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
      this.#waiting.shift()?.();
    }
  }
}
