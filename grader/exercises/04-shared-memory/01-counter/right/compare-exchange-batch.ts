export function countVisitors(tally: Int32Array, visitors: number): void {
  let before: number;
  do {
    before = Atomics.load(tally, 0);
  } while (Atomics.compareExchange(tally, 0, before, before + visitors) !== before);
}
