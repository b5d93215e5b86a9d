// deadlock: marks the mutex as wanted by a store, even if it was freed a moment ago
const FREE = 0;
const TAKEN = 1;
const WANTED = 2;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.store(this.#words, 0, WANTED);
      Atomics.wait(this.#words, 0, WANTED);
    }
  }

  unlock(): void {
    if (Atomics.exchange(this.#words, 0, FREE) === WANTED) {
      Atomics.notify(this.#words, 0);
    }
  }
}
