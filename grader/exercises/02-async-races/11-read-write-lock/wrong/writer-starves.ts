// starvation: lets every reader in as long as nobody writes
type Waiter = { readonly kind: 'read' | 'write'; readonly enter: () => void };

export class ReadWriteLock {
  readonly #waiting: Waiter[] = [];
  #readers = 0;
  #writing = false;

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#run('read', work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#run('write', work);
  }

  async #run<T>(kind: Waiter['kind'], work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#waiting.push({ kind, enter });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      if (kind === 'read') this.#readers -= 1;
      else this.#writing = false;
      this.#admit();
    }
  }

  /** Lets in as many as may go in. */
  #admit(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      if (next.kind === 'read') this.#readers += 1;
      else this.#writing = true;
      next.enter();
    }
  }

  #next(): Waiter | undefined {
    const reader = this.#waiting.find(({ kind }) => kind === 'read');
    if (reader !== undefined && !this.#writing) return reader;
    const writer = this.#waiting.find(({ kind }) => kind === 'write');
    return this.#readers > 0 || this.#writing ? undefined : writer;
  }
}
