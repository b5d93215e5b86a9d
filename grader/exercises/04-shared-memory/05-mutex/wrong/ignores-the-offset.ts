// over-serialised: a view of the whole buffer: every mutex in it is the same word
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, _byteOffset: number) {
    this.#words = new Int32Array(buffer);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, 0, TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
