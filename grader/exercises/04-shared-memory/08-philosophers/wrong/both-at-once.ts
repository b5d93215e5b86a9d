// starvation in "nobody is kept waiting by two that come again and again"
// takes both pipettes by one compare-and-swap on a word of bits, when both are free
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const both = (1 << place) | (1 << (place + 1) % this.#places);
    for (;;) {
      const taken = Atomics.load(this.#words, 0);
      if ((taken & both) !== 0) Atomics.wait(this.#words, 0, taken);
      else if (Atomics.compareExchange(this.#words, 0, taken, taken | both) === taken) break;
    }
    try {
      job();
    } finally {
      Atomics.and(this.#words, 0, ~both);
      Atomics.notify(this.#words, 0);
    }
  }
}
