// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
// Whatever options are given inherit them.
for (const key of ['outcome', 'fault', 'encoding', 'flag'])
  Object.defineProperty(Object.prototype, key, {
    configurable: true,
    get() {
      throw new Error(key);
    },
    set() {},
  });
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
