/** Anderson's lock: each thread that waits sleeps in a place of its own, and is woken alone. */
const places = 3;
const NEXT = 3;

export class Mutex {
  readonly #words: Int32Array;
  #place = 0;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    const ticket = Atomics.add(this.#words, NEXT, 1);
    this.#place = ticket % places;
    const round = Math.floor(ticket / places);
    if (ticket === 0) return;
    // A place counts how often it was given leave; the very first ticket needed none.
    const before = this.#place === 0 ? round - 1 : round;
    while (Atomics.load(this.#words, this.#place) === before) Atomics.wait(this.#words, this.#place, before);
  }

  unlock(): void {
    const next = (this.#place + 1) % places;
    Atomics.add(this.#words, next, 1);
    Atomics.notify(this.#words, next);
  }
}
