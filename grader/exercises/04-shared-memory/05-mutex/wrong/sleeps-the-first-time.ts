// wrong-result in "a thread that waits sleeps as long as the mutex is taken"
// who has slept once expects the mutex soon, and never sleeps again
export class Mutex {
  readonly #words: Int32Array;
  #slept = false;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    if (this.#slept) {
      while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0);
      return;
    }
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) {
      this.#slept = true;
      Atomics.wait(this.#words, 0, 1);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, 0);
    Atomics.notify(this.#words, 0, 1);
  }
}
