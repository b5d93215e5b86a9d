// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
console.log('TAP version 13\nok 1 - all\n1..1\n# pass 6\n# fail 0');
console.log(JSON.stringify({ nonce: '', say: 'measured', measurement: { outcome: {}, milliseconds: 1 } }));
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
