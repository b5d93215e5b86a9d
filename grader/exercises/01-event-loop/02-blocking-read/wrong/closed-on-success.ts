// leak: closes the file handle, but not when the parsing throws
import { open } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path);
  const config: Config = JSON.parse(await file.readFile('utf8'));
  await file.close();
  return config;
}
