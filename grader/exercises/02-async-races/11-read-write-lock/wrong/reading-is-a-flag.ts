// race in "a writer is alone"
// remembers that somebody is reading, not how many; the first to go out takes the flag down
export class ReadWriteLock {
  #reading = false;
  #writing = false;
  #waiting: (() => void)[] = [];

  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing) await this.#change();
    this.#reading = true;
    try {
      return await work();
    } finally {
      this.#reading = false;
      this.#wake();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    while (this.#writing || this.#reading) await this.#change();
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
