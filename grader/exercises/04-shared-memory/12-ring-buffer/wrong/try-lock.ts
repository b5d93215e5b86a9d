// race in "push finds room whatever the encoder is doing"
// Tries a lock once and gives up if the other thread has it: "full" with room to spare
const PUSHED = 0;
const POPPED = 1;
const FIRST_SLOT = 2;

export class SampleRing {
  readonly #words: Int32Array;
  readonly #capacity: number;
  readonly #lock: Int32Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.#words = new Int32Array(buffer, byteOffset, FIRST_SLOT + capacity);
    this.#capacity = capacity;
    this.#lock = new Int32Array(buffer, byteOffset + 4 * (FIRST_SLOT + capacity), 1);
  }

  push(sample: number): boolean {
    return this.#locked<boolean>(false, () => {
      const popped = this.#words[POPPED]!;
      const pushed = this.#words[PUSHED]!;
      if (((pushed - popped) | 0) === this.#capacity) return false;
      this.#words[this.#slot(pushed)] = sample;
      this.#words[PUSHED] = pushed + 1;
      return true;
    });
  }

  pop(): number | undefined {
    return this.#locked<number | undefined>(undefined, () => {
      const popped = this.#words[POPPED]!;
      if (popped === this.#words[PUSHED]) return undefined;
      const sample = this.#words[this.#slot(popped)];
      this.#words[POPPED] = popped + 1;
      return sample;
    });
  }

  #locked<Result>(refused: Result, work: () => Result): Result {
    if (Atomics.exchange(this.#lock, 0, 1) === 1) return refused;
    try {
      return work();
    } finally {
      Atomics.store(this.#lock, 0, 0);
    }
  }

  #slot(count: number): number {
    return FIRST_SLOT + (count & (this.#capacity - 1));
  }
}
