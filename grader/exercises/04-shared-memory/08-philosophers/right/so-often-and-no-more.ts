// A monitor with patience: a robot may be passed over three times, then it goes first.
const FREE = 0;
const TAKEN = 1;

/** What a robot is doing. */
const AWAY = 0;
const WAITING = 1;
const AT_WORK = 2;

/** How often a robot lets others go first. */
const PATIENCE = 3;

/** Words: what each robot does; how often it was passed over; the monitor; the bell. */
export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;
  readonly #monitor: number;
  readonly #bell: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
    this.#monitor = 2 * places;
    this.#bell = this.#monitor + 1;
  }

  use(place: number, job: () => void): void {
    this.#enter();
    this.#words[place] = WAITING;
    while (!this.#mayBegin(place)) {
      const rings = Atomics.load(this.#words, this.#bell);
      this.#leave();
      Atomics.wait(this.#words, this.#bell, rings);
      this.#enter();
    }
    this.#words[place] = AT_WORK;
    this.#words[this.#places + place] = 0;
    for (const other of this.#neighbours(place)) {
      if (this.#words[other] === WAITING) this.#words[this.#places + other] = this.#passes(other) + 1;
    }
    this.#leave();
    try {
      job();
    } finally {
      this.#enter();
      this.#words[place] = AWAY;
      Atomics.add(this.#words, this.#bell, 1);
      this.#leave();
      Atomics.notify(this.#words, this.#bell);
    }
  }

  #neighbours(place: number): number[] {
    return [(place + 1) % this.#places, (place + this.#places - 1) % this.#places];
  }

  #passes(place: number): number {
    return this.#words[this.#places + place] ?? 0;
  }

  #mayBegin(place: number): boolean {
    return this.#neighbours(place).every((other) => {
      if (this.#words[other] !== WAITING) return this.#words[other] === AWAY;
      const more = this.#passes(other) - this.#passes(place);
      return this.#passes(other) < PATIENCE || more < 0 || (more === 0 && place < other);
    });
  }

  #enter(): void {
    while (Atomics.compareExchange(this.#words, this.#monitor, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#words, this.#monitor, TAKEN);
    }
  }

  #leave(): void {
    Atomics.store(this.#words, this.#monitor, FREE);
    Atomics.notify(this.#words, this.#monitor, 1);
  }
}
