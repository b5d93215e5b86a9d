// Chandy and Misra, in a monitor: a used pipette is dirty, and is cleaned and handed over to whoever asks.
const FREE = 0;
const TAKEN = 1;

/** What a robot is doing. */
const AWAY = 0;
const WAITING = 1;
const AT_WORK = 2;

/** A pipette is with the lower or the higher of its two places, and was cleaned for it or is dirty. */
const WITH_HIGHER = 1;
const CLEAN = 2;

/** Words: what each robot does; the pipettes; the monitor; the bell. */
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
    this.#leave();
    try {
      job();
    } finally {
      this.#enter();
      this.#words[place] = AWAY;
      for (const [pipette] of this.#sides(place)) this.#words[pipette] = this.#pipette(pipette) & WITH_HIGHER;
      Atomics.add(this.#words, this.#bell, 1);
      this.#leave();
      Atomics.notify(this.#words, this.#bell);
    }
  }

  /** Each pipette of a robot, and who shares it. */
  #sides(place: number): [pipette: number, other: number][] {
    const right = (place + 1) % this.#places;
    return [
      [this.#places + place, (place + this.#places - 1) % this.#places],
      [this.#places + right, right],
    ];
  }

  #pipette(index: number): number {
    return this.#words[index] ?? 0;
  }

  /** Gets what it can of its pipettes. In the beginning all are dirty, and with the lower place: no circle. */
  #mayBegin(place: number): boolean {
    const missing = this.#sides(place).filter(([pipette, other]) => {
      const mine = place > other ? WITH_HIGHER : 0;
      if ((this.#pipette(pipette) & WITH_HIGHER) === mine) return false;
      if ((this.#pipette(pipette) & CLEAN) !== 0 || this.#words[other] === AT_WORK) return true;
      this.#words[pipette] = mine | CLEAN;
      return false;
    });
    return missing.length === 0;
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
