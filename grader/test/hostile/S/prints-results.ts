// S 04-shared-memory/01-counter data-race in P and S
console.log('TAP version 13\nok 1 - all\n1..1\n# pass 4\n# fail 0');
console.log(
  JSON.stringify({ nonce: '', say: 'explored', exploration: { schedules: 1, complete: true, outcomes: [] } }),
);
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
