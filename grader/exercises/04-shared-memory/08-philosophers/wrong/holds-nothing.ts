// livelock in "two neighbours work in turn, and the one that waits sleeps"
// never holds one pipette while it waits for the other, as std::lock does
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    let first = place;
    let second = (place + 1) % this.#places;
    for (;;) {
      this.#takes(first);
      if (Atomics.compareExchange(this.#words, second, 0, 1) === 0) break;
      this.#putsBack(first);
      // Next time it begins with the one that was missing.
      [first, second] = [second, first];
    }
    try {
      job();
    } finally {
      this.#putsBack(first);
      this.#putsBack(second);
    }
  }

  #takes(pipette: number): void {
    while (Atomics.compareExchange(this.#words, pipette, 0, 1) !== 0) Atomics.wait(this.#words, pipette, 1);
  }

  #putsBack(pipette: number): void {
    Atomics.store(this.#words, pipette, 0);
    Atomics.notify(this.#words, pipette, 1);
  }
}
