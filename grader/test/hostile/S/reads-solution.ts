// S 04-shared-memory/01-counter crash in P and S
import { readFileSync } from 'node:fs';
console.log(readFileSync('solutions/04-shared-memory/01-counter/counter.ts', 'utf8'));
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
