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
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    // `| 0` keeps the difference right when the counters have wrapped around.
    if (((pushed - popped) | 0) === this.#capacity) return false;
    // The slot is this thread's alone: the other one looks at it only once the counter says so. So the
    // counter comes last. It publishes: whoever reads it by Atomics sees all that was written before.
    this.#words[this.#slot(pushed)] = sample;
    Atomics.add(this.#words, PUSHED, 1);
    return true;
  }

  /** Encoder's thread only. @returns the oldest sample; `undefined` if there is none */
  pop(): number | undefined {
    const popped = Atomics.load(this.#words, POPPED);
    const pushed = Atomics.load(this.#words, PUSHED);
    if (popped === pushed) return undefined;
    // The same the other way round: the counter hands the slot back, so the sample has to be out by then.
    const sample = this.#words[this.#slot(popped)];
    Atomics.add(this.#words, POPPED, 1);
    return sample;
  }

  /** Where sample number `count` lies. As `capacity` is a power of two, the mask is the remainder. */
  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
