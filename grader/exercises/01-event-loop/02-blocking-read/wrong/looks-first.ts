// blocked-loop: looks first whether it is a slow file, synchronously, and reads all others as before
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  if (statSync(path).isFile()) return JSON.parse(readFileSync(path, 'utf8'));
  return JSON.parse(await readFile(path, 'utf8'));
}
