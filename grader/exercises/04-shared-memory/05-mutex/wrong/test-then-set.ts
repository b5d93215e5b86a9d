// race in "two threads take turns"
// Waits until it is free, then takes it: two steps
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.load(this.#words, 0) === TAKEN) {
      Atomics.wait(this.#words, 0, TAKEN);
    }
    Atomics.store(this.#words, 0, TAKEN);
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
