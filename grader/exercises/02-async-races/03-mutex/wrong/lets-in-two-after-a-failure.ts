// race: gives the lock back in `catch`, and once more in `finally`
export class Mutex {
  #busy = false;
  readonly #queue: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) await new Promise<void>((go) => this.#queue.push(go));
    this.#busy = true;
    try {
      return await work();
    } catch (error) {
      this.#release();
      throw error;
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#busy = false;
  }
}
