import { promises } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return promises.readFile(path, { encoding: 'utf8' }).then((text) => JSON.parse(text));
}
