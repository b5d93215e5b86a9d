// race in "two neighbours work in turn, and the one that waits sleeps"
// waits until both lie there, and takes them: somebody else did the same
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
      if (Atomics.load(this.#words, left) === 1) Atomics.wait(this.#words, left, 1);
      else if (Atomics.load(this.#words, right) === 1) Atomics.wait(this.#words, right, 1);
      else break;
    }
    Atomics.store(this.#words, left, 1);
    Atomics.store(this.#words, right, 1);
    try {
      job();
    } finally {
      Atomics.store(this.#words, left, 0);
      Atomics.notify(this.#words, left);
      Atomics.store(this.#words, right, 0);
      Atomics.notify(this.#words, right);
    }
  }
}
