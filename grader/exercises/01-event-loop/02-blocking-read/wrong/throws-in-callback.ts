// unhandled: a callback that throws rejects nothing; bad JSON takes the whole program down
import { readFile } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return new Promise((resolve, reject) => {
    readFile(path, 'utf8', (error, text) => {
      if (error) reject(error);
      else resolve(JSON.parse(text));
    });
  });
}
