const LOCK = 1;

export function countVisitors(tally: Int32Array, visitors: number): void {
  while (Atomics.compareExchange(tally, LOCK, 0, 1) !== 0) {
    Atomics.wait(tally, LOCK, 1);
  }
  for (let i = 0; i < visitors; i++) {
    tally[0]!++;
  }
  Atomics.store(tally, LOCK, 0);
  Atomics.notify(tally, LOCK, 1);
}
