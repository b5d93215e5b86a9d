// wrong-result: reads the bell when it is made; after the first ring it never sleeps again
const STATE = 0;
const BELL = 1;

const FREE = 0;
const TAKEN = 1;

export class ExportLock {
  readonly #words: Int32Array;
  readonly #rings: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
    this.#rings = Atomics.load(this.#words, BELL);
  }

  acquire(): void {
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, BELL, this.#rings);
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.add(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL, 1);
  }
}
