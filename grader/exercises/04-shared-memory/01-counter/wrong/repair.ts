// race: looks afterwards whether the tally is right, and repairs it; the check is too late
export function countVisitors(tally: Int32Array, visitors: number): void {
  const before = Atomics.load(tally, 0);
  Atomics.store(tally, 0, before + visitors);
  if (Atomics.load(tally, 0) < before + visitors) {
    Atomics.add(tally, 0, visitors);
  }
}
