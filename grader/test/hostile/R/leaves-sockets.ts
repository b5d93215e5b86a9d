// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
createServer().listen(0);
setInterval(() => {}, 1000);
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
