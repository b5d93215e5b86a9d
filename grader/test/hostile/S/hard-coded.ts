// S 04-shared-memory/01-counter wrong-result in P and S
// The tally of another machine, read off its screen.
export function countVisitors(tally: Int32Array): void {
  Atomics.store(tally, 0, 10);
}
