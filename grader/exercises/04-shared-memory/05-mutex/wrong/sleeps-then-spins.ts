// wrong-result in "a thread that waits sleeps as long as the mutex is taken"
// sleeps once, and asks again and again when it was woken in vain
export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    if (Atomics.compareExchange(this.#words, 0, 0, 1) === 0) return;
    Atomics.wait(this.#words, 0, 1);
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0);
  }

  unlock(): void {
    Atomics.store(this.#words, 0, 0);
    Atomics.notify(this.#words, 0, 1);
  }
}
