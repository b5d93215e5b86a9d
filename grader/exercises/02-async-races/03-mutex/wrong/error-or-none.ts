// wrong-result in "run settles with what the work returns"
// `if (error)` takes work that rejects with nothing for work that succeeded
export class Mutex {
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) await new Promise<void>((go) => this.#waiting.push(go));
    this.#busy = true;
    let value: T | undefined;
    let failure: unknown;
    try {
      value = await work();
    } catch (error) {
      failure = error;
    }
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy = false;
    if (failure) throw failure;
    return value as T;
  }
}
