const PUSHED = 0;
const POPPED = 1;

/** The samples as bytes: only the counters are read and written by Atomics. */
export class SampleRing {
  private readonly counters: Int32Array;
  private readonly slots: DataView;
  private readonly mask: number;

  constructor(buffer: SharedArrayBuffer, byteOffset: number, capacity: number) {
    this.counters = new Int32Array(buffer, byteOffset, 2);
    this.slots = new DataView(buffer, byteOffset + 8, 4 * capacity);
    this.mask = capacity - 1;
  }

  push = (sample: number): boolean => {
    const pushed = Atomics.load(this.counters, PUSHED);
    const used = BigInt.asUintN(32, BigInt(pushed) - BigInt(Atomics.load(this.counters, POPPED)));
    if (used > BigInt(this.mask)) return false;
    this.slots.setInt32(4 * (pushed & this.mask), sample, true);
    Atomics.exchange(this.counters, PUSHED, pushed + 1);
    return true;
  };

  pop = (): number | undefined => {
    const popped = Atomics.load(this.counters, POPPED);
    if (Atomics.load(this.counters, PUSHED) === popped) return undefined;
    const sample = this.slots.getInt32(4 * (popped & this.mask), true);
    Atomics.compareExchange(this.counters, POPPED, popped, popped + 1);
    return sample;
  };
}
