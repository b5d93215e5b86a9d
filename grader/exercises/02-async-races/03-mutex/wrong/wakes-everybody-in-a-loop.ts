// race in "tickets at once come out whole, in the order in which they were asked for"
// wakes all, who look again: safe, but who looks first is not who came first
export class Mutex {
  #held = false;
  #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.#held) await new Promise<void>((wake) => this.#waiting.unshift(wake));
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
