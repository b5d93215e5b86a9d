// race in "work that fails rejects its own run only"
// gives the lock back where the error is caught, and once more in "finally"
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
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
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }
}
