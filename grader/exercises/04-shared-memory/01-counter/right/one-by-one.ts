export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    Atomics.add(tally, 0, 1);
  }
}
