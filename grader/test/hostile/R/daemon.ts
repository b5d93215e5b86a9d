// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' }).unref();
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
