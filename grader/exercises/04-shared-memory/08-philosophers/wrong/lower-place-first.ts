// starvation in "nobody is kept waiting by two that come again and again"
// Among those who wait the lower place goes first, so the last one may wait for ever
const FREE = 0;
const TAKEN = 1;

/** What a robot is doing. */
const AWAY = 0;
const WAITING = 1;
const AT_WORK = 2;

export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;
  readonly #monitor: number;
  readonly #bell: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
    this.#monitor = places;
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

  #mayBegin(place: number): boolean {
    return this.#neighbours(place).every((other) => {
      const state = this.#words[other];
      return state === AWAY || (state === WAITING && place < other);
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
