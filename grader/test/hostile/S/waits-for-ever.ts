// S 04-shared-memory/01-counter deadlock in P and S
export function countVisitors(tally: Int32Array): void {
  Atomics.wait(tally, 3, 0);
}
