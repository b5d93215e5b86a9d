// missed-wakeup: rings only if somebody sleeps, but a thread is counted after its sleep
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      if (Atomics.wait(this.#words, 0, TAKEN) === "not-equal") continue;
      Atomics.add(this.#words, 1, 1);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    if (Atomics.load(this.#words, 1) > 0) Atomics.notify(this.#words, 0, 1);
  }
}
