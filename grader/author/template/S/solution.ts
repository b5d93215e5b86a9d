/** Adds to a total that several threads share. Its first element is the total. */
export function add(total: Int32Array, amount: number): void {
  // Say here why this is right. One step for all threads, where reading and writing were two.
  Atomics.add(total, 0, amount);
}
