// starvation in "nobody is kept waiting by two that come again and again"
// The textbook monitor: works when no neighbour works, however long it has been hungry
const FREE = 0;
const TAKEN = 1;

class Pipette {
  readonly #words: Int32Array;
  readonly #index: number;

  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#index = index;
  }

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

export class Bench {
  readonly #words: Int32Array;
  readonly #places: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, places: number) {
    this.#words = new Int32Array(buffer, byteOffset, 32);
    this.#places = places;
  }

  use(place: number, job: () => void): void {
    const monitor = new Pipette(this.#words, this.#places);
    const bell = this.#places + 1;
    const left = (place + this.#places - 1) % this.#places;
    const right = (place + 1) % this.#places;
    for (;;) {
      monitor.take();
      const rings = Atomics.load(this.#words, bell);
      const free = this.#words[left] === 0 && this.#words[right] === 0;
      if (free) this.#words[place] = 1;
      monitor.putBack();
      if (free) break;
      Atomics.wait(this.#words, bell, rings);
    }
    try {
      job();
    } finally {
      monitor.take();
      this.#words[place] = 0;
      Atomics.add(this.#words, bell, 1);
      monitor.putBack();
      Atomics.notify(this.#words, bell);
    }
  }
}
