// wrong-result: counts modulo 2 * capacity, which is enough for the two threads, but not for the display
const PUSHED = 0;
const POPPED = 1;
const FIRST_SLOT = 2;

export class SampleRing {
  readonly #words: Int32Array;
  readonly #capacity: number;
  readonly #mask: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset, FIRST_SLOT + capacity);
    this.#capacity = capacity;
    this.#mask = 2 * capacity - 1;
  }

  push(sample: number): boolean {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (((pushed - popped) & this.#mask) === this.#capacity) return false;
    this.#words[this.#slot(pushed)] = sample;
    Atomics.store(this.#words, PUSHED, (pushed + 1) & this.#mask);
    return true;
  }

  pop(): number | undefined {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (popped === pushed) return undefined;
    const sample = this.#words[this.#slot(popped)];
    Atomics.store(this.#words, POPPED, (popped + 1) & this.#mask);
    return sample;
  }

  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
