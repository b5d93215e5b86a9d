// data-race: a flag of its own, tested and set in two steps; both threads see it down
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    while (Atomics.load(tally, 1) === 1) {
      // somebody is counting
    }
    Atomics.store(tally, 1, 1);
    tally[0]!++;
    Atomics.store(tally, 1, 0);
  }
}
