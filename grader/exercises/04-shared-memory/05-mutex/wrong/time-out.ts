// missed-wakeup in "two threads take turns"
// Sleeps a little and asks again, so that unlock needs to tell nobody
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, 0, TAKEN, 1);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
  }
}
