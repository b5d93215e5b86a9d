// missed-wakeup in "two threads take turns"
// Rings on the first unlock only, as it believes that a sleeper is then awake for good
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;
  #rung = false;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, 0, TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    if (!this.#rung) Atomics.notify(this.#words, 0, 1);
    this.#rung = true;
  }
}
