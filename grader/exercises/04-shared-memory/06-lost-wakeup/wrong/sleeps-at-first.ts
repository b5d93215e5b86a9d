// wrong-result: sleeps as long as the lock is new; once it was used often, it asks
const STATE = 0;
const BELL = 1;

const FREE = 0;
const TAKEN = 1;

export class ExportLock {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  acquire(): void {
    if (Atomics.load(this.#words, 2) >= 6) {
      while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE);
      return;
    }
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) Atomics.wait(this.#words, STATE, TAKEN);
  }

  release(): void {
    Atomics.add(this.#words, 2, 1);
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, STATE, 1);
  }
}
