// wrong-result: a view of its own from the start of the buffer, where the tally need not lie
export function countVisitors(tally: Int32Array, visitors: number): void {
  const words = new Int32Array(tally.buffer);
  Atomics.add(words, 0, visitors);
}
