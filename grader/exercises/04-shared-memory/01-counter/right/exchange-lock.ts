/** The word that is 1 while somebody counts. */
const gate = 3;

export function countVisitors(tally: Int32Array, visitors: number): void {
  if (visitors === 0) return;
  while (Atomics.exchange(tally, gate, 1) === 1);
  tally[0]! += visitors;
  Atomics.exchange(tally, gate, 0);
}
