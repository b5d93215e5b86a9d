// S 04-shared-memory/01-counter wrong-result in P and S
export function countVisitors(): unknown {
  const round: unknown[] = [];
  round.push(round, new Array(4e9));
  return round;
}
