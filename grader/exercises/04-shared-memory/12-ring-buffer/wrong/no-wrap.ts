// wrong-result in "it goes on when the counters wrap around"
// forgets that the counters wrap around: their difference is then -4294967294
const PUSHED = 0;
const POPPED = 1;
const FIRST_SLOT = 2;

export class SampleRing {
  readonly #words: Int32Array;
  readonly #capacity: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset, FIRST_SLOT + capacity);
    this.#capacity = capacity;
  }

  push(sample: number): boolean {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (pushed - popped >= this.#capacity) return false;
    this.#words[this.#slot(pushed)] = sample;
    Atomics.add(this.#words, PUSHED, 1);
    return true;
  }

  pop(): number | undefined {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (popped === pushed) return undefined;
    const sample = this.#words[this.#slot(popped)];
    Atomics.add(this.#words, POPPED, 1);
    return sample;
  }

  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
