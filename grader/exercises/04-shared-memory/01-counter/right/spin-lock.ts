const LOCK = 1;

export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    while (Atomics.compareExchange(tally, LOCK, 0, 1) !== 0) {
      // somebody else is counting
    }
    tally[0]!++;
    Atomics.store(tally, LOCK, 0);
  }
}
