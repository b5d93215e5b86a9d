// data-race in "samples arrive in order through one slot"
// each counter has one writer, so it believes that they need no Atomics
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
    const popped = this.#words[POPPED]!;
    const pushed = this.#words[PUSHED]!;
    if (((pushed - popped) | 0) === this.#capacity) return false;
    this.#words[this.#slot(pushed)] = sample;
    this.#words[PUSHED] = pushed + 1;
    return true;
  }

  pop(): number | undefined {
    const popped = this.#words[POPPED]!;
    const pushed = this.#words[PUSHED]!;
    if (popped === pushed) return undefined;
    const sample = this.#words[this.#slot(popped)];
    this.#words[POPPED] = popped + 1;
    return sample;
  }

  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
