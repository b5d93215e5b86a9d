// wrong-result: who never sleeps is never left asleep, and keeps a core busy
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
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE);
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    
  }
}
