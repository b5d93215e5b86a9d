// race: waits in a loop until the lock is free, and takes it after the loop
const STATE = 0;

const FREE = 0;
const TAKEN = 1;

export class ExportLock {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  acquire(): void {
    while (Atomics.load(this.#words, STATE) === TAKEN) {
      Atomics.wait(this.#words, STATE, TAKEN);
    }
    Atomics.store(this.#words, STATE, TAKEN);
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, STATE, 1);
  }
}
