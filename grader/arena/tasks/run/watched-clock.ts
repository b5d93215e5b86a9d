/** How many looks in a row may find the clock standing still. */
const patience = 64;

/**
 * Virtual time passes when a timer fires; code that keeps looking at the clock until a deadline would wait for ever.
 * So time passes for code that has looked often enough: by 1 ms a look, then by an eighth of its wait so far. It
 * reaches the end of a minute within a hundred more looks, and never gets far beyond.
 */
export class WatchedClock {
  #looks = 0;
  #since = 0;
  #shown = 0;

  /** @param now virtual time in ms @returns the time to show: that, or some later time */
  look(now: number): number {
    if (now !== this.#shown) {
      this.#looks = 0;
      this.#since = now;
    }
    this.#looks++;
    const passes = this.#looks > patience;
    this.#shown = passes ? now + Math.max(1, Math.floor((now - this.#since) / 8)) : now;
    return this.#shown;
  }
}
