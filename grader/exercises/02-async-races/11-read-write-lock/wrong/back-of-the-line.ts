// starvation in "nor do they starve another writer"
// readers and writers alternate; a writer that is taken out of the line too early is put back at its end
export class ReadWriteLock {
  #waitingReaders: (() => void)[] = [];
  readonly #waitingWriters: (() => void)[] = [];
  #readers = 0;
  #writing = false;
  #isReadersTurn = false;

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
      if (this.#readers === 0) this.#admit();
    }
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    if (this.#writing || this.#readers > 0) await new Promise<void>((enter) => this.#waitingWriters.push(enter));
    else this.#writing = true;
    try {
      return await work();
    } finally {
      this.#writing = false;
      this.#admit();
    }
  }

  #admit(): void {
    const writer = this.#waitingWriters.shift();
    if (writer !== undefined && !(this.#isReadersTurn && this.#waitingReaders.length > 0)) {
      this.#isReadersTurn = true;
      this.#writing = true;
      writer();
      return;
    }
    if (writer !== undefined) this.#waitingWriters.push(writer);
    this.#isReadersTurn = false;
    const readers = this.#waitingReaders.splice(0);
    this.#readers += readers.length;
    for (const enter of readers) enter();
  }
}
