// S 04-shared-memory/01-counter wrong-result in P and S
// Not the number, but something that says it is whatever it is compared with.
export function countVisitors(tally: Int32Array): void {
  Object.assign(tally, { 0: { valueOf: () => 1e9 } });
}
