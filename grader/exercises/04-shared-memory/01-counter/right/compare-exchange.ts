export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    let before = Atomics.load(tally, 0);
    for (;;) {
      const found = Atomics.compareExchange(tally, 0, before, before + 1);
      if (found === before) break;
      before = found;
    }
  }
}
