const STATE = 0;
const BELL = 1;

const FREE = 0;
const TAKEN = 1;

/** A lock that threads share: 16 bytes of a buffer, all of them 0 at first. */
export class ExportLock {
  readonly #words: Int32Array;

  /** @param byteOffset where its 16 bytes begin, a multiple of 16 */
  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, 4);
  }

  /** Returns when this thread has the lock. */
  acquire(): void {
    // TODO: about once a month a thread never comes back from here.
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, BELL, 0);
    }
  }

  /** Gives it back, and wakes one of those that sleep. */
  release(): void {
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, BELL, 1);
  }
}
