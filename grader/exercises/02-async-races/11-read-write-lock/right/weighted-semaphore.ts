/** A fair semaphore: a reader takes one of its permits, a writer takes all of them. */
class Semaphore {
  readonly #line: { readonly permits: number; readonly enter: () => void }[] = [];
  #free: number;

  constructor(permits: number) {
    this.#free = permits;
  }

  async use<T>(permits: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#line.push({ permits, enter });
      this.#give(0);
    });
    try {
      return await work();
    } finally {
      this.#give(permits);
    }
  }

  #give(permits: number): void {
    this.#free += permits;
    const [first] = this.#line;
    if (first === undefined || first.permits > this.#free) return;
    this.#line.shift();
    this.#free -= first.permits;
    first.enter();
    this.#give(0);
  }
}

const many = 1_000_000;

export class ReadWriteLock {
  readonly #room = new Semaphore(many);

  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#room.use(1, work);
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#room.use(many, work);
  }
}
