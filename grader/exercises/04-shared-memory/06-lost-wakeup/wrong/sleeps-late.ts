// wrong-result: looks two hundred times before it sleeps
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
      let looks = 200;
      while (looks > 0 && Atomics.load(this.#words, STATE) === TAKEN) looks--;
      Atomics.wait(this.#words, STATE, TAKEN);
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, STATE, 1);
  }
}
