// data-race: saves the loop, but `+=` is read, add and write just the same
export function countVisitors(tally: Int32Array, visitors: number): void {
  tally[0]! += visitors;
}
