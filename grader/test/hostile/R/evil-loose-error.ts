// R 01-event-loop/02-blocking-read unhandled in P and S
import { readFileSync } from 'node:fs';

class Evil extends Error {
  override get message(): string {
    throw new Error('again');
  }
  override get stack(): any {
    throw 1;
  }
  override get name(): any {
    return Symbol('x');
  }
}
void Promise.reject(new Evil());
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
