// blocked-loop: lets the loop turn once before the read, and then stops it
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  await nextTurn();
  return JSON.parse(readFileSync(path, 'utf8'));
}
