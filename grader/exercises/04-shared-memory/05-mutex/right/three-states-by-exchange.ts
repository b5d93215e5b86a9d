/** Three states by compare-and-exchange alone; after the second mutex of Drepper, "Futexes are tricky". */
const FREE = 0;
const TAKEN = 1;
/** Taken, and somebody may sleep. */
const WANTED = 2;

export class Mutex {
  readonly #state: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#state = new Int32Array(buffer, byteOffset, 1);
  }

  lock(): void {
    let seen = Atomics.compareExchange(this.#state, 0, FREE, TAKEN);
    while (seen !== FREE) {
      const mayBeTaken = seen === WANTED || Atomics.compareExchange(this.#state, 0, TAKEN, WANTED) !== FREE;
      if (mayBeTaken) Atomics.wait(this.#state, 0, WANTED);
      // Whoever comes out of a wait cannot know whether others still sleep, so it says that they do.
      seen = Atomics.compareExchange(this.#state, 0, FREE, WANTED);
    }
  }

  unlock(): void {
    if (Atomics.sub(this.#state, 0, 1) === TAKEN) return;
    Atomics.store(this.#state, 0, FREE);
    Atomics.notify(this.#state, 0, 1);
  }
}
