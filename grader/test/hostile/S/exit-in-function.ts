// S 04-shared-memory/01-counter crash in P and S
export function countVisitors(): void {
  process.exit(0);
}
