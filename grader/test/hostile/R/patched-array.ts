// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';

// The scenario looks for the blocking call in an array.
Array.prototype.find = () => undefined;
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
