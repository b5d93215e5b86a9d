// data-race: the same lock by exchange, with an ordinary addition under it
const LOCK = 1;

export function countVisitors(tally: Int32Array, visitors: number): void {
  let patience = 5000;
  while (Atomics.exchange(tally, LOCK, 1) === 1 && patience > 0) patience--;
  tally[0]! += visitors;
  Atomics.store(tally, LOCK, 0);
}
