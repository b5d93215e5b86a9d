// race in "a writer is alone"
// is woken, and takes for granted that what it was woken for still holds
export class ReadWriteLock {
  #readers = 0;
  #writing = false;
  #waiting: (() => void)[] = [];

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#wake();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#readers > 0) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
