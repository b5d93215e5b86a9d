const FREE = 0;
const TAKEN = 1;

class Pipette {
  readonly #words: Int32Array;
  readonly #index: number;

  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

  take(): void {
    while (Atomics.compareExchange(this.#words, this.#index, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, this.#index, TAKEN);
    }
  }

  putBack(): void {
    Atomics.store(this.#words, this.#index, FREE);
    Atomics.notify(this.#words, this.#index, 1);
  }
}

/** A monitor that is fair: a robot lets those neighbours go first who came before it. */
export class Bench {
  readonly #monitor: Pipette;
  readonly #tickets: Int32Array;
  /** Word 0: the last ticket; word 1: how often somebody left. */
  readonly #counts: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#tickets = new Int32Array(buffer, byteOffset, places);
    this.#counts = new Int32Array(buffer, byteOffset + 4 * places, 2);
    this.#monitor = new Pipette(new Int32Array(buffer, byteOffset + 4 * places + 8, 1), 0);
  }

  use(place: number, job: () => void): void {
    this.#within(() => (this.#tickets[place] = Atomics.add(this.#counts, 0, 1) + 1));
    for (;;) {
      const departures = Atomics.load(this.#counts, 1);
      if (this.#within(() => this.#isFirst(place))) break;
      Atomics.wait(this.#counts, 1, departures);
    }
    try {
      job();
    } finally {
      this.#within(() => (this.#tickets[place] = 0));
      Atomics.add(this.#counts, 1, 1);
      Atomics.notify(this.#counts, 1);
    }
  }

  #isFirst(place: number): boolean {
    const { length } = this.#tickets;
    const mine = this.#tickets[place] ?? 0;
    return [(place + 1) % length, (place + length - 1) % length].every((neighbour) => {
      const ticket = this.#tickets[neighbour] ?? 0;
      return ticket === 0 || ticket > mine;
    });
  }

  #within<Result>(work: () => Result): Result {
    this.#monitor.take();
    const result = work();
    this.#monitor.putBack();
    return result;
  }
}
