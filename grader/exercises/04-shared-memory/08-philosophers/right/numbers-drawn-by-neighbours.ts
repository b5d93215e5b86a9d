/** Who is drawing a number: neighbours wait until they know it. Numbers are odd, so none is this or 0. */
const DRAWING = 2;
/** The words where each robot shows its number; 0 while it does not come. */
const SHOWN = 8;
/** The number that was drawn last. */
const LAST = 16;

/** Lamport's bakery, but each looks at its two neighbours only: no pipette is ever taken or put back. */
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const places = this.#places;
    this.#show(place, DRAWING);
    const mine = Atomics.add(this.#words, LAST, 2) | 1;
    this.#show(place, mine);
    this.#waitFor((place + places - 1) % places, mine);
    this.#waitFor((place + 1) % places, mine);
    try {
      job();
    } finally {
      this.#show(place, 0);
    }
  }

  #show(place: number, number: number): void {
    Atomics.store(this.#words, SHOWN + place, number);
    Atomics.notify(this.#words, SHOWN + place);
  }

  /** Until this neighbour does not come, or has a later number. The difference is right when the numbers wrap around. */
  #waitFor(neighbour: number, mine: number): void {
    for (;;) {
      const theirs = Atomics.load(this.#words, SHOWN + neighbour);
      if (theirs === 0 || (theirs !== DRAWING && ((theirs - mine) | 0) > 0)) return;
      Atomics.wait(this.#words, SHOWN + neighbour, theirs);
    }
  }
}
