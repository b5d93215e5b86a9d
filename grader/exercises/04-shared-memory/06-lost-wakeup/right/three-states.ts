const STATE = 0;

const FREE = 0;
const TAKEN = 1;
/** Taken, and somebody may sleep. */
const WANTED = 2;

export class ExportLock {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  acquire(): void {
    if (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) === FREE) return;
    while (Atomics.exchange(this.#words, STATE, WANTED) !== FREE) Atomics.wait(this.#words, STATE, WANTED);
  }

  release(): void {
    if (Atomics.exchange(this.#words, STATE, FREE) === WANTED) Atomics.notify(this.#words, STATE, 1);
  }
}
