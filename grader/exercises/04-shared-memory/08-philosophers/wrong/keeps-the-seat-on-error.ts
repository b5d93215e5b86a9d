// deadlock in "one after the other all get their pipettes, also after a job that throws"
// the pipettes come back after an error, but the seat does not: soon nobody may sit down
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
    this.#sitDown();
    const left = new Pipette(this.#words, place);
    const right = new Pipette(this.#words, (place + 1) % this.#places);
    left.take();
    right.take();
    try {
      job();
    } finally {
      right.putBack();
      left.putBack();
    }
    Atomics.sub(this.#words, this.#places, 1);
    Atomics.notify(this.#words, this.#places, 1);
  }

  #sitDown(): void {
    const guests = this.#places;
    for (;;) {
      const seated = Atomics.load(this.#words, guests);
      if (seated === this.#places - 1) Atomics.wait(this.#words, guests, seated);
      else if (Atomics.compareExchange(this.#words, guests, seated, seated + 1) === seated) return;
    }
  }
}
