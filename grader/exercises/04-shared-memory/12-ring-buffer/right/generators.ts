/** Two endless programs, one for each end: each call is one turn of one of them. */
export class SampleRing {
  readonly #in: Generator<boolean, never, number>;
  readonly #out: Generator<number | undefined, never, undefined>;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    const words = new Int32Array(buffer, byteOffset, capacity + 2);
    this.#in = (function* () {
      let sample = yield true;
      for (let count = Atomics.load(words, 0); ;) {
        while (((count - Atomics.load(words, 1)) | 0) >= capacity) sample = yield false;
        words[2 + (count & (capacity - 1))] = sample;
        count = (count + 1) | 0;
        Atomics.store(words, 0, count);
        sample = yield true;
      }
    })();
    this.#in.next(0);
    this.#out = (function* () {
      for (let count = Atomics.load(words, 1); ;) {
        while (count === Atomics.load(words, 0)) yield undefined;
        const sample = words[2 + (count & (capacity - 1))];
        count = (count + 1) | 0;
        Atomics.store(words, 1, count);
        yield sample;
      }
    })();
  }

  push(sample: number): boolean {
    return this.#in.next(sample).value;
  }

  pop(): number | undefined {
    return this.#out.next().value;
  }
}
