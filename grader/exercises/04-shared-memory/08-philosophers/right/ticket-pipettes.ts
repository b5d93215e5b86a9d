/** First come, first served: half of the word is the next ticket, the other half who is served. */
class Pipette {
  readonly #words: Int32Array;
  readonly #index: number;

  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

  take(): void {
    const ticket = (Atomics.add(this.#words, this.#index, 0x1_0000) >> 16) & 0x7fff;
    for (;;) {
      const word = Atomics.load(this.#words, this.#index);
      if ((word & 0x7fff) === ticket) return;
      Atomics.wait(this.#words, this.#index, word);
    }
  }

  putBack(): void {
    Atomics.add(this.#words, this.#index, 1);
    Atomics.notify(this.#words, this.#index);
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
      job();
    } finally {
      second.putBack();
      first.putBack();
    }
  }
}
