// missed-wakeup: rings only if somebody sleeps, and counts them before it opens
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      Atomics.add(this.#words, 1, 1);
      Atomics.wait(this.#words, 0, TAKEN);
      Atomics.sub(this.#words, 1, 1);
    }
  }

  unlock(): void {
    const sleepers = Atomics.load(this.#words, 1);
    Atomics.store(this.#words, 0, FREE);
    if (sleepers > 0) Atomics.notify(this.#words, 0, 1);
  }
}
