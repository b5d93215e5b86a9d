// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
// Whatever a promise is resolved with inherits it.
Object.defineProperty(Object.prototype, 'then', {
  configurable: true,
  get() {
    throw new Error('again');
  },
});
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
