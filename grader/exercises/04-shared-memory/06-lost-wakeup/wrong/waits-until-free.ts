// missed-wakeup in "neither of two threads is left asleep"
// Reads wait(words, STATE, FREE) as "until it is FREE"
const STATE = 0;

const FREE = 0;
const TAKEN = 1;

export class ExportLock {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  acquire(): void {
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, STATE, FREE);
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, STATE, 1);
  }
}
