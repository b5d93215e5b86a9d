// race in "a writer is alone"
// is let in, but counts itself only when it runs; until then the room looks empty
type Waiter = { readonly writes: boolean; readonly enter: () => void };

export class ReadWriteLock {
  readonly #waiting: Waiter[] = [];
  #readers = 0;
  #writing = false;

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#waiting.length > 0) await this.#turn(false);
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      this.#admit();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#readers > 0 || this.#waiting.length > 0) await this.#turn(true);
    this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      this.#admit();
    }
  }

  #turn(writes: boolean): Promise<void> {
    return new Promise((enter) => this.#waiting.push({ writes, enter }));
  }

  #admit(): void {
    while (this.#waiting[0] && !this.#writing && !(this.#waiting[0].writes && this.#readers > 0)) {
      const { writes, enter } = this.#waiting.shift() as Waiter;
      enter();
      if (writes) return;
    }
  }
}
