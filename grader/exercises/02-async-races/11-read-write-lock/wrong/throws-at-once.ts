// deadlock in "a request that fails is its own caller's affair"
// "finally" hangs on the promise of the work, and work that throws at once returns none
type Waiter = { readonly writes: boolean; readonly enter: () => void };

export class ReadWriteLock {
  readonly #waiting: Waiter[] = [];
  #readers = 0;
  #writing = false;

  async read<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter(false);
    return work().finally(() => {
      this.#readers -= 1;
      this.#admit();
    });
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter(true);
    return work().finally(() => {
      this.#writing = false;
      this.#admit();
    });
  }

  #enter(writes: boolean): Promise<void> {
    return new Promise((enter) => {
      this.#waiting.push({ writes, enter });
      this.#admit();
    });
  }

  #admit(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || this.#writing || (next.writes && this.#readers > 0)) return;
      this.#waiting.shift();
      if (next.writes) this.#writing = true;
      else this.#readers += 1;
      next.enter();
    }
  }
}
