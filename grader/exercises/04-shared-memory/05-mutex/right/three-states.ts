const State = {
  Free: 0,
  Taken: 1,
  /** Taken, and somebody may sleep. */
  Wanted: 2,
} as const;

/** Nobody is notified unless somebody may sleep; after the third mutex of Drepper, "Futexes are tricky". */
export class Mutex {
  readonly #state: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#state = new Int32Array(buffer, byteOffset, 1);
  }

  lock(): void {
    if (Atomics.compareExchange(this.#state, 0, State.Free, State.Taken) === State.Free) return;
    while (Atomics.exchange(this.#state, 0, State.Wanted) !== State.Free) {
      Atomics.wait(this.#state, 0, State.Wanted);
    }
  }

  unlock(): void {
    if (Atomics.exchange(this.#state, 0, State.Free) === State.Wanted) Atomics.notify(this.#state, 0, 1);
  }
}
