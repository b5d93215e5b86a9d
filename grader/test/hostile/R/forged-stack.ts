// R 01-event-loop/02-blocking-read unhandled in P and S
import { readFileSync } from 'node:fs';

const stack =
  'Error: x\n    at f (file:///real/../../arena.mjs:999999999999999999999:1)\n    at g (file:///real/config.mjs:1e9:0)';
void Promise.reject(Object.assign(new Error('x'), { stack }));
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
