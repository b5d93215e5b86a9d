// blocked-loop: reads as before and puts the finished result in a promise
import { readFileSync } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return Promise.resolve(JSON.parse(readFileSync(path, 'utf8')));
}
