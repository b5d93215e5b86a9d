// S 04-shared-memory/01-counter data-race in P and S
// Right from the second run on, by what the first one left.
const known = ((globalThis as any).known ??= { runs: 0 });
known.runs += 1;
export function countVisitors(tally: Int32Array, visitors: number): void {
  if (known.runs > 1) Atomics.add(tally, 0, visitors);
  else for (let i = 0; i < visitors; i++) tally[0]!++;
}
