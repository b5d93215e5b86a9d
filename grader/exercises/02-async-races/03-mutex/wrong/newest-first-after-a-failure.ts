// race: hands the lock on in two places, and takes the wrong end of the line in one of them
export class Mutex {
  #busy = false;
  readonly #queue: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) await new Promise<void>((go) => this.#queue.push(go));
    this.#busy = true;
    try {
      const value = await work();
      this.#release(this.#queue.shift());
      return value;
    } catch (error) {
      this.#release(this.#queue.pop());
      throw error;
    }
  }

  #release(next: (() => void) | undefined): void {
    if (next) next();
    else this.#busy = false;
  }
}
