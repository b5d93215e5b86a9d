// starvation in "readers that come again and again do not starve a writer"
// everybody is woken and looks again; a writer finds readers inside each time
export class ReadWriteLock {
  #readers = 0;
  #writing = false;
  #waiting: (() => void)[] = [];

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing) await this.#change();
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      this.#wake();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing || this.#readers > 0) await this.#change();
    this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      this.#wake();
    }
  }

  #change(): Promise<void> {
    return new Promise((wake) => this.#waiting.push(wake));
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
