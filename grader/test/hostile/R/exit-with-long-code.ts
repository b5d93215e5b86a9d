// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
process.exit('x'.repeat(1e6) as never);
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
