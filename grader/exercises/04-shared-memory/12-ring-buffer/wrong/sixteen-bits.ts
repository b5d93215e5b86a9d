// wrong-result: sound has 16 bits, so it keeps the slots in an Int16Array
const PUSHED = 0;
const POPPED = 1;
const FIRST_SLOT = 2;

export class SampleRing {
  readonly #words: Int32Array;
  readonly #capacity: number;
  readonly #slots: Int16Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset, FIRST_SLOT + capacity);
    this.#capacity = capacity;
    this.#slots = new Int16Array(buffer, byteOffset + 8, 2 * capacity);
  }

  push(sample: number): boolean {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (((pushed - popped) | 0) === this.#capacity) return false;
    this.#slots[2 * (this.#slot(pushed) - FIRST_SLOT)] = sample;
    Atomics.add(this.#words, PUSHED, 1);
    return true;
  }

  pop(): number | undefined {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (popped === pushed) return undefined;
    const sample = this.#slots[2 * (this.#slot(popped) - FIRST_SLOT)];
    Atomics.add(this.#words, POPPED, 1);
    return sample;
  }

  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
