// blocked-loop: takes a then callback for a background task
import { readFileSync } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return Promise.resolve()
    .then(() => readFileSync(path, 'utf8'))
    .then((text) => JSON.parse(text));
}
