// wrong-result: a missing or broken file goes unnoticed, the display runs on made-up settings
import { readFile } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return { stop: '', lines: [], refreshSeconds: 60 };
  }
}
