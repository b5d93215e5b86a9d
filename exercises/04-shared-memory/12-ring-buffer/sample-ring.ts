/** Word 0: samples ever pushed; word 1: samples ever popped; both modulo 2^32. */
const PUSHED = 0;
const POPPED = 1;
const FIRST_SLOT = 2;

/** Carries samples from one thread to one other thread, without a lock. */
export class SampleRing {
  readonly #words: Int32Array;
  readonly #capacity: number;

  /** @param capacity slots, a power of two */
  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset, FIRST_SLOT + capacity);
    this.#capacity = capacity;
  }

  /** Microphone's thread only. @returns whether there was room for it */
  push(sample: number): boolean {
    // TODO: there are clicks in the recording.
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    // `| 0` keeps the difference right when the counters have wrapped around.
    if (((pushed - popped) | 0) === this.#capacity) return false;
    Atomics.add(this.#words, PUSHED, 1);
    this.#words[this.#slot(pushed)] = sample;
    return true;
  }

  /** Encoder's thread only. @returns the oldest sample; `undefined` if there is none */
  pop(): number | undefined {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (popped === pushed) return undefined;
    Atomics.add(this.#words, POPPED, 1);
    return this.#words[this.#slot(popped)];
  }

  /** Where sample number `count` lies. As `capacity` is a power of two, the mask is the remainder. */
  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
