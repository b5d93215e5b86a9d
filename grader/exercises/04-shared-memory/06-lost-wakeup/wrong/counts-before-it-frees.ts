// missed-wakeup: looks for sleepers first, and one comes before the lock is free
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
      Atomics.sub(this.#words, SLEEPERS, 1);
    }
  }

  release(): void {
    const sleepers = Atomics.load(this.#words, SLEEPERS);
    Atomics.store(this.#words, STATE, FREE);
    if (sleepers > 0) Atomics.notify(this.#words, STATE, 1);
  }
}
