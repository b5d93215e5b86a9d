// wrong-result: throws an error of its own, so callers that look at its code find none
import { readFile } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new Error(`could not load ${path}`);
  }
}
