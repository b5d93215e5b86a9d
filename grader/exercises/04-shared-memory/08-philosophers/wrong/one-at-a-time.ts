// over-serialised in "robots that share no pipette can work at the same time"
// One lock for the whole table: no circle, and no two robots at work
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

export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const table = new Pipette(this.#words, this.#places);
    table.take();
    try {
      job();
    } finally {
      table.putBack();
    }
  }
}
