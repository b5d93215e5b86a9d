// race: as a flag that is tested and set in two steps, with atomic operations all the way
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    while (Atomics.load(tally, 1) === 1) {
      // somebody is counting
    }
    Atomics.store(tally, 1, 1);
    Atomics.store(tally, 0, Atomics.load(tally, 0) + 1);
    Atomics.store(tally, 1, 0);
  }
}
