// wrong-result: looks before it tries, which is easier on the bus but still a busy loop
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.exchange(this.#words, 0, TAKEN) !== FREE) {
      while (Atomics.load(this.#words, 0) === TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
  }
}
