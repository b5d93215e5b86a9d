// data-race: believes that an atomic read makes the plain write after it safe
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    tally[0] = Atomics.load(tally, 0) + 1;
  }
}
