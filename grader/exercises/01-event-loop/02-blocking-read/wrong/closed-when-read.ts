// leak: closes the file before it parses, but a read that fails leaves it open
import { open } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path);
  const text = await file.readFile('utf8');
  await file.close();
  return JSON.parse(text);
}
