/** Looks at the clock, in a row, that may find it standing still. */
const patience = 64;

/**
 * Virtual time passes when a timer fires; code that looks at the clock again and again until a deadline would
 * wait for ever. So time passes for whoever has looked often enough: by 1 ms a look, then by an eighth of what it
 * has waited, so that it comes to the end of a minute within a hundred looks more and never far beyond it.
 */
export class WatchedClock {
  #looks = 0;
  #since = 0;
  #shown = 0;

  /** @param now virtual time in ms  @returns the time that is shown: that, or some later time */
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
