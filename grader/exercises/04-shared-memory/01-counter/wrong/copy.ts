// wrong-result: counts atomically in a copy; a typed array made from another shares nothing
export function countVisitors(tally: Int32Array, visitors: number): void {
  const own = new Int32Array(tally);
  Atomics.add(own, 0, visitors);
}
