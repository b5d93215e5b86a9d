// data-race: believes that an atomic write makes the plain read before it safe
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    Atomics.store(tally, 0, tally[0]! + 1);
  }
}
