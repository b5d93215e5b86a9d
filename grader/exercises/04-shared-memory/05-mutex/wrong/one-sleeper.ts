// wrong-result in "a thread that waits sleeps as long as the mutex is taken"
// one sleeper is enough to be woken, so all others ask
export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) {
      // One sleeper is enough to be woken; the others ask.
      if (Atomics.compareExchange(this.#words, 1, 0, 1) === 0) {
        Atomics.wait(this.#words, 0, 1);
        Atomics.store(this.#words, 1, 0);
      }
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, 0);
    Atomics.notify(this.#words, 0, 1);
  }
}
