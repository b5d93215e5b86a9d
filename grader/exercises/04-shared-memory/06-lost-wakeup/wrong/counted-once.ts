// missed-wakeup: takes the sleepers off the count when it wakes one, as if it had woken them all
const STATE = 0;
const SLEEPERS = 1;

const FREE = 0;
const TAKEN = 1;

export class ExportLock {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  acquire(): void {
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      Atomics.add(this.#words, SLEEPERS, 1);
      Atomics.wait(this.#words, STATE, TAKEN);
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    if (Atomics.exchange(this.#words, SLEEPERS, 0) > 0) Atomics.notify(this.#words, STATE, 1);
  }
}
