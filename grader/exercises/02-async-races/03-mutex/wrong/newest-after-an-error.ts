// race in "work that fails rejects its own run only"
// writes the hand-over a second time for errors, and takes the wrong end of the array there
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#held = true;
    try {
      const value = await work();
      this.#handOver(this.#waiting.shift());
      return value;
    } catch (error) {
      this.#handOver(this.#waiting.pop());
      throw error;
    }
  }

  #handOver(next: (() => void) | undefined): void {
    if (next === undefined) this.#held = false;
    else next();
  }
}
