// blocked-loop: believes that the word async makes what is inside asynchronous
import { readFileSync } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const text = await readFileSync(path, 'utf8');
  return JSON.parse(text);
}
