// deadlock in "it does not matter how often each robot comes"
// each in its turn, round the table: a robot that does not come holds up all the others
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const turn = this.#places;
    for (;;) {
      const now = Atomics.load(this.#words, turn);
      if (now === place) break;
      Atomics.wait(this.#words, turn, now);
    }
    try {
      job();
    } finally {
      Atomics.store(this.#words, turn, (place + 1) % this.#places);
      Atomics.notify(this.#words, turn);
    }
  }
}
