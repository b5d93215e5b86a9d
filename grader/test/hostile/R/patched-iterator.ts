// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
Array.prototype[Symbol.iterator] = () => {
  throw new Error('again');
};
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
