// leak: opens a file handle and leaves closing it to the garbage collector
import { open } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path);
  return JSON.parse(await file.readFile('utf8'));
}
