// S 04-shared-memory/01-counter crash in P and S
Object.assign(performance, { now: () => 0 });
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
