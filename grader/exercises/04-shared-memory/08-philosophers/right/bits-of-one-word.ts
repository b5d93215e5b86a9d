/** All pipettes in one word, a bit each; robot 0 takes its two the other way round. */
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 1);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const left = 1 << place;
    const right = 1 << ((place + 1) % this.#places);
    const both = place === 0 ? [right, left] : [left, right];
    for (const pipette of both) this.#take(pipette);
    try {
      job();
    } finally {
      Atomics.and(this.#words, 0, ~(left | right));
      Atomics.notify(this.#words, 0);
    }
  }

  #take(pipette: number): void {
    for (let before = Atomics.or(this.#words, 0, pipette); (before & pipette) !== 0;) {
      Atomics.wait(this.#words, 0, before);
      before = Atomics.or(this.#words, 0, pipette);
    }
  }
}
