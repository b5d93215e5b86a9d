// race: goes on without the lock after a thousand tries, as somebody must have forgotten it
const LOCK = 1;
const ENOUGH = 1000;

export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let tries = 0; tries < ENOUGH; tries++) {
    if (Atomics.compareExchange(tally, LOCK, 0, 1) === 0) break;
  }
  Atomics.store(tally, 0, Atomics.load(tally, 0) + visitors);
  Atomics.store(tally, LOCK, 0);
}
