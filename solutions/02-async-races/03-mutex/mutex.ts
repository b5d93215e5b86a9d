/** Admits one piece of work at a time. */
export class Mutex {
  /** Settles when the last one in line is done. It never rejects: who comes next must not care. */
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `work` when it is its turn; settles as `work` does. */
  run<T>(work: () => Promise<T>): Promise<T> {
    // Reading the tail and becoming the tail is one step, with no await in between: no two callers
    // can stand behind the same one. That is the whole lock, and its order is the order of calls.
    // (`then(work)` would hand to this work what the one before it came to: that is none of its business.)
    const mine = this.#tail.then(() => work());
    // The caller hears of an error; the line does not, or all who come later would fail with it.
    this.#tail = mine.catch(() => {});
    return mine;
  }
}
