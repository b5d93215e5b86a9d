// S 04-shared-memory/01-counter data-race in P and S
// A cycle is no fault, and hides none.
export function countVisitors(tally: Int32Array, visitors: number): void {
  const round: Record<string, unknown> = {};
  round['round'] = round;
  structuredClone(round);
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
