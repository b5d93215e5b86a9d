// starvation: readers and writers alternate, but the last writer to come is the first to go
export class ReadWriteLock {
  #waitingReaders: (() => void)[] = [];
  readonly #waitingWriters: (() => void)[] = [];
  #readers = 0;
  #writing = false;

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#waitingWriters.length > 0) {
      await new Promise<void>((enter) => this.#waitingReaders.push(enter));
    } else {
      this.#readers += 1;
    }
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#admitWriter();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#readers > 0) await new Promise<void>((enter) => this.#waitingWriters.push(enter));
    else this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      const readers = this.#waitingReaders.splice(0);
      this.#readers += readers.length;
      for (const enter of readers) enter();
      if (readers.length === 0) this.#admitWriter();
    }
  }

  #admitWriter(): void {
    const enter = this.#waitingWriters.pop();
    if (enter === undefined) return;
    this.#writing = true;
    enter();
  }
}
