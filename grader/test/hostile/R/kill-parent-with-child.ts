// R 01-event-loop/02-blocking-read crash in P, blocked-loop in S
import { readFileSync } from 'node:fs';
// Who is left when nobody is there to tidy up?
import { spawn } from 'node:child_process';
spawn('sleep', ['1000'], { stdio: 'ignore' });
process.kill(process.ppid, 'SIGKILL');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
