// missed-wakeup in "none of three threads is left asleep"
// the waiters flag is cleared by whoever takes the mutex, so a second sleeper is forgotten
export class Mutex {
  readonly #words: Int32Array;
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }
  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) {
      Atomics.store(this.#words, 1, 1);
      if (Atomics.load(this.#words, 0) === 1) Atomics.wait(this.#words, 0, 1);
    }
    Atomics.store(this.#words, 1, 0);
  }
  unlock(): void {
    const waiters = Atomics.load(this.#words, 1);
    Atomics.store(this.#words, 0, 0);
    if (waiters === 1) Atomics.notify(this.#words, 0, 1);
  }
}
