// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
process.send!({ type: 'collected', racelings: 'progress', schedules: 15 });
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
