const NEXT = 0;
const SERVING = 1;

/** First come, first served. */
export class Mutex {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 2);
  }

  lock(): void {
    const ticket = Atomics.add(this.#words, NEXT, 1);
    let serving = Atomics.load(this.#words, SERVING);
    while (serving !== ticket) {
      Atomics.wait(this.#words, SERVING, serving);
      serving = Atomics.load(this.#words, SERVING);
    }
  }

  unlock(): void {
    Atomics.add(this.#words, SERVING, 1);
    Atomics.notify(this.#words, SERVING);
  }
}
