// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
// A crash that looks like one of the machine.
process.kill(process.pid, 'SIGBUS');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
