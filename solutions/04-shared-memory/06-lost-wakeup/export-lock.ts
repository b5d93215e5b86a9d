const STATE = 0;

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
    while (Atomics.compareExchange(this.#words, STATE, FREE, TAKEN) !== FREE) {
      // Sleeps on the very word that was looked at, as long as it is as it was seen: a release between the
      // look and this line has changed it, and then this returns at once. The bell never changed, so
      // nothing told a thread whose look was out of date by the time it lay down.
      Atomics.wait(this.#words, STATE, TAKEN);
    }
  }

  /** Gives it back, and wakes one of those that sleep. */
  release(): void {
    // First the change, then the news of it: who wakes, or comes too late to sleep, finds it free.
    Atomics.store(this.#words, STATE, FREE);
    Atomics.notify(this.#words, STATE, 1);
  }
}
