const taken = 1n;

export const Mutex = class {
  readonly #word: BigInt64Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#word = new BigInt64Array(buffer, byteOffset + 8, 1);
  }

  lock(): void {
    while ((Atomics.or(this.#word, 0, taken) & taken) === taken) Atomics.wait(this.#word, 0, taken);
  }

  unlock(): void {
    Atomics.and(this.#word, 0, ~taken);
    Atomics.notify(this.#word, 0, 1);
  }
};
