// missed-wakeup in "two threads take turns"
// Reads wait(words, 0, FREE) as "wait until it is FREE"
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, 0, FREE);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
