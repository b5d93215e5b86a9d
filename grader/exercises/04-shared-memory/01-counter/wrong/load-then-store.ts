// race: two atomic operations in a row are two steps; another thread fits between them
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    Atomics.store(tally, 0, Atomics.load(tally, 0) + 1);
  }
}
