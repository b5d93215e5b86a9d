// S 04-shared-memory/01-counter data-race in P and S
process.on('exit', () => console.log('all tests passed'));
process.on('beforeExit', () => process.exit(0));
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
