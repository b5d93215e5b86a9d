const FREE = 0;
const TAKEN = 1;

/** A lock that threads share: 16 bytes of a buffer, all of them 0 at first. */
export class Mutex {
  readonly #words: Int32Array;

  /** @param byteOffset where its 16 bytes begin, a multiple of 16 */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  /** Returns when this thread has the mutex. */
  lock(): void {
    // TODO: whoever waits here keeps a whole core busy.
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE);
  }

  /** Gives it back. */
  unlock(): void {
    Atomics.store(this.#words, 0, FREE);
  }
}
