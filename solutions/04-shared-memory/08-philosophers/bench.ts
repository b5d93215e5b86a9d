const FREE = 0;
const TAKEN = 1;

/** A pipette that one robot at a time may hold: a lock in one word of shared memory. */
class Pipette {
  readonly #words: Int32Array;
  readonly #index: number;

  /** @param index of its word, which is 0 while it lies on the table */
  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

  /** Sleeps until the pipette is free, and takes it. */
  take(): void {
    while (Atomics.compareExchange(this.#words, this.#index, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, this.#index, TAKEN);
    }
  }

  putBack(): void {
    Atomics.store(this.#words, this.#index, FREE);
    Atomics.notify(this.#words, this.#index, 1);
  }
}

/** A round table with a robot at each place, and a pipette between each two neighbours. */
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  /** @param byteOffset where its 128 bytes begin: one word per pipette; the rest is free to use */
  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  /** Does the job of the robot at `place` as soon as it has both of its pipettes. */
  use(place: number, job: () => void): void {
    const other = (place + 1) % this.#places;
    // All take the pipette with the smaller number first. Then nobody waits for a number below one that
    // he holds: along a chain of robots that wait for each other the numbers only go up, so it cannot
    // come back to where it began. Only the robot at the last place does it the other way round.
    const first = new Pipette(this.#words, Math.min(place, other));
    const second = new Pipette(this.#words, Math.max(place, other));
    first.take();
    second.take();
    try {
      job();
    } finally {
      second.putBack();
      first.putBack();
    }
  }
}
