// wrong-result in "an ordinary file is read anew each time"
// remembers what a file said, and never sees what it says the next night
import { readFile } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

const loaded = new Map<string, Promise<Config>>();

async function read(path: string): Promise<Config> {
  return JSON.parse(await readFile(path, 'utf8'));
}

export async function loadConfig(path: string): Promise<Config> {
  const load = loaded.get(path) ?? read(path);
  loaded.set(path, load);
  // A failure is not kept.
  load.catch(() => loaded.delete(path));
  return load;
}
