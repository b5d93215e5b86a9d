// race in "two neighbours work in turn, and the one that waits sleeps"
// does the job when the pipettes are back already
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
    const other = (place + 1) % this.#places;
    const first = new Pipette(this.#words, Math.min(place, other));
    const second = new Pipette(this.#words, Math.max(place, other));
    first.take();
    second.take();
    try {
      // everything is in order
    } finally {
      second.putBack();
      first.putBack();
    }
    job();
  }
}
