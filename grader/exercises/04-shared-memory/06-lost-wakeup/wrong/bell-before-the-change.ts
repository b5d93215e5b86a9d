// missed-wakeup: counts the rings, but rings before the lock is free
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
      const rings = Atomics.load(this.#words, BELL);
      if (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) === FREE) return;
      Atomics.wait(this.#words, BELL, rings);
    }
  }

  release(): void {
    Atomics.add(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL, 1);
    Atomics.store(this.#words, STATE, FREE);
  }
}
