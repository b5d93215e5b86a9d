// deadlock: counts the rings, but reads the count after the look, when it has rung already
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
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, BELL, Atomics.load(this.#words, BELL));
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.add(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL, 1);
  }
}
