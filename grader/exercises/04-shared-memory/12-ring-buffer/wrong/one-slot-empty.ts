// wrong-result in "one thread gets out what it put in"
// leaves one slot empty to tell full from empty, as rings without counters do
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
    if (((pushed - popped) | 0) === this.#capacity - 1) return false;
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
