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
    // Being woken is no more than advice to look again: a third thread may have been faster. So whoever
    // wakes goes back to the compare-and-swap, the only step by which the mutex is ever taken.
    while (Atomics.compareExchange(this.#words, 0, FREE, TAKEN) !== FREE) {
      // Looks and falls asleep in one step: if the mutex was freed since the line above, it returns at once.
      Atomics.wait(this.#words, 0, TAKEN);
    }
  }

  /** Gives it back. */
  unlock(): void {
    // In this order: a thread that is woken before the word has changed finds it taken and sleeps again.
    Atomics.store(this.#words, 0, FREE);
    // One is enough: only one can have the mutex, and it will wake the next. Who slept through the store
    // is in the list by now; who comes later sees that the word is free.
    Atomics.notify(this.#words, 0, 1);
  }
}
