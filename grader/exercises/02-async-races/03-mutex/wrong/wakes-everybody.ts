// race: wakes all waiters, and none of them looks again
export class Mutex {
  #held = false;
  #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
