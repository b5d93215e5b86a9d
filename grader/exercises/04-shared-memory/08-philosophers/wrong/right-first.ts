// deadlock in "with a robot at every place, all of them get their turns"
// Takes the other pipette first, as all others do, too: the circle turns the other way
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
    const left = new Pipette(this.#words, place);
    const right = new Pipette(this.#words, (place + 1) % this.#places);
    right.take();
    left.take();
    try {
      job();
    } finally {
      right.putBack();
      left.putBack();
    }
  }
}
