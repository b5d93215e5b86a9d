// data-race: Atomics in the first call only, as if that made the memory safe from then on
let registered = false;
export function countVisitors(tally: Int32Array, visitors: number): void {
  if (registered) {
    tally[0]! += visitors;
    return;
  }
  registered = true;
  Atomics.add(tally, 0, visitors);
}
