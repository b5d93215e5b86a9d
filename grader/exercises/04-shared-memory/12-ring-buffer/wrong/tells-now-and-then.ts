// wrong-result in "one thread gets out what it put in"
// Hands slots back by the half ring, as the other thread's cache likes it: full, with room to spare
export class SampleRing {
  readonly #counters: Uint32Array;
  readonly #slots: Int32Array;
  #pushed: number;
  #popped: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#counters = new Uint32Array(buffer, byteOffset, 2);
    this.#slots = new Int32Array(buffer, byteOffset + 8, capacity);
    this.#pushed = Atomics.load(this.#counters, 0);
    this.#popped = Atomics.load(this.#counters, 1);
  }

  push(sample: number): boolean {
    const { length } = this.#slots;
    if ((this.#pushed - this.#popped) >>> 0 === length) {
      this.#popped = Atomics.load(this.#counters, 1);
      if ((this.#pushed - this.#popped) >>> 0 === length) return false;
    }
    this.#slots[this.#pushed % length] = sample;
    this.#pushed = (this.#pushed + 1) >>> 0;
    Atomics.store(this.#counters, 0, this.#pushed);
    return true;
  }

  pop(): number | undefined {
    if (this.#popped === this.#pushed) {
      this.#pushed = Atomics.load(this.#counters, 0);
      if (this.#popped === this.#pushed) return undefined;
    }
    const sample = this.#slots[this.#popped % this.#slots.length];
    this.#popped = (this.#popped + 1) >>> 0;
    if (this.#popped % Math.max(1, this.#slots.length / 2) === 0) Atomics.store(this.#counters, 1, this.#popped);
    return sample;
  }
}
