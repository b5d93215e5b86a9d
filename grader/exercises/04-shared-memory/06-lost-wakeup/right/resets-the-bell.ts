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
    for (;;) {
      Atomics.store(this.#words, BELL, 0);
      // Whoever has silenced the bell either takes the lock, and will ring, or leaves that to who has it.
      if (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) === FREE) return;
      Atomics.wait(this.#words, BELL, 0);
    }
  }

  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.store(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL, 1);
  }
}
