// wrong-result: keeps the count in a variable, which every thread has for itself
let total = 0;

export function countVisitors(tally: Int32Array, visitors: number): void {
  total += visitors;
  Atomics.store(tally, 0, total);
}
