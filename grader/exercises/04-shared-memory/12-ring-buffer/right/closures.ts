const after = (count: number): number => (count + 1) | 0;

export class SampleRing {
  readonly push: (sample: number) => boolean;
  readonly pop: () => number | undefined;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    const pushed = new Int32Array(buffer, byteOffset, 1);
    const popped = new Int32Array(buffer, byteOffset + 4, 1);
    const slots = Array.from({ length: capacity }, (_, i) => new Int32Array(buffer, byteOffset + 8 + 4 * i, 1));
    const slotOf = (count: number): Int32Array => slots[count & (capacity - 1)]!;
    // each side keeps its own counter, read once, when it is first needed
    let mine: number | undefined;

    this.push = (sample) => {
      mine ??= Atomics.load(pushed, 0);
      if (mine === ((Atomics.load(popped, 0) + capacity) | 0)) return false;
      slotOf(mine).set([sample]);
      mine = after(mine);
      Atomics.store(pushed, 0, mine);
      return true;
    };
    this.pop = () => {
      mine ??= Atomics.load(popped, 0);
      if (mine === Atomics.load(pushed, 0)) return undefined;
      const [sample] = slotOf(mine);
      mine = after(mine);
      Atomics.store(popped, 0, mine);
      return sample;
    };
  }
}
