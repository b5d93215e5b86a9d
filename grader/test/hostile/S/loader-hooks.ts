// S 04-shared-memory/01-counter crash in P and S
import { register } from 'node:module';
register('data:text/javascript,export const load = () => ({ format: "module", shortCircuit: true, source: "" })');
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
