// wrong-result: tries a thousand times before it sleeps, and keeps its core busy for so long
const FREE = 0;
const TAKEN = 1;
const TRIES = 1000;

export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    for (;;) {
      for (let tries = 0; tries < TRIES; tries++) {
        if (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) === FREE) return;
      }
      Atomics.wait(this.#words, 0, TAKEN);
    }
  }

  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
    Atomics.notify(this.#words, 0, 1);
  }
}
