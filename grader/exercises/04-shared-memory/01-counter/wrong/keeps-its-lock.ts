// deadlock in "two busy turnstiles lose nobody"
// returns early on one path, and the lock stays taken for the next call
export function countVisitors(tally: Int32Array, visitors: number): void {
  while (Atomics.compareExchange(tally, 1, 0, 1) !== 0);
  const before = tally[0]!;
  if (before > 0 && visitors > 1) {
    tally[0] = before + visitors;
    return;
  }
  tally[0] = before + visitors;
  Atomics.store(tally, 1, 0);
}
