/** A thread may read its own counter as it likes: nobody else writes it. */
export class SampleRing {
  readonly #words: Int32Array;
  readonly #slots: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset);
    this.#slots = this.#words.subarray(2, 2 + capacity);
  }

  push(sample: number): boolean {
    const pushed = this.#words[0]!;
    if (Atomics.load(this.#words, 1) === ((pushed - this.#slots.length) | 0)) return false;
    this.#slots.fill(sample, pushed & (this.#slots.length - 1), (pushed & (this.#slots.length - 1)) + 1);
    Atomics.store(this.#words, 0, pushed + 1);
    return true;
  }

  pop(): number | undefined {
    const popped = this.#words[1]!;
    if (Atomics.load(this.#words, 0) === popped) return undefined;
    const sample = this.#slots.at(popped & (this.#slots.length - 1));
    Atomics.store(this.#words, 1, popped + 1);
    return sample;
  }
}
