// S 04-shared-memory/01-counter crash in P and S
Atomics.add = (() => 0) as never;
Atomics.load = (() => 6) as never;
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
