// race in "two threads take turns"
// Tries once more after waking, and does not look whether it worked
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    if (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, 0, TAKEN);
      Atomics.compareExchange(this.#words, 0, FREE, TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
