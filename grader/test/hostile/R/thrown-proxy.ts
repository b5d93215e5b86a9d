// R 01-event-loop/02-blocking-read unhandled in P and S
import { readFileSync } from 'node:fs';

const nothing = (): never => {
  throw new Error('again');
};
void Promise.reject(new Proxy({}, { getPrototypeOf: nothing, get: nothing, has: nothing }));
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
