// over-serialised in "readers that have waited for a writer are in together"
// when a writer goes out, it lets the next in line in, and that is one
type Waiter = { readonly kind: 'read' | 'write'; readonly enter: () => void };

export class ReadWriteLock {
  readonly #waiting: Waiter[] = [];
  #readers = 0;
  #writing = false;

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#waiting.length > 0) {
      await new Promise<void>((enter) => this.#waiting.push({ kind: 'read', enter }));
    } else {
      this.#readers += 1;
    }
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#next();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#readers > 0) {
      await new Promise<void>((enter) => this.#waiting.push({ kind: 'write', enter }));
    } else {
      this.#writing = true;
    }
    try {
      return await work();
    } finally {
      this.#writing = false;
      this.#next();
    }
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next?.kind === 'read') this.#readers += 1;
    if (next?.kind === 'write') this.#writing = true;
    next?.enter();
  }
}
