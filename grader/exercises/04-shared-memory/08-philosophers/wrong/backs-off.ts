// wrong-result in "two neighbours work in turn, and the one that waits sleeps"
// tries both, puts back what it got, and tries again: polite, awake, and maybe for ever
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const left = place;
    const right = (place + 1) % this.#places;
    for (;;) {
      if (this.#tries(left)) {
        if (this.#tries(right)) break;
        this.#putsBack(left);
      }
    }
    try {
      job();
    } finally {
      this.#putsBack(right);
      this.#putsBack(left);
    }
  }

  #tries(pipette: number): boolean {
    return Atomics.compareExchange(this.#words, pipette, 0, 1) === 0;
  }

  #putsBack(pipette: number): void {
    Atomics.store(this.#words, pipette, 0);
    Atomics.notify(this.#words, pipette, 1);
  }
}
