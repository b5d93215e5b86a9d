import { readFile } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return new Promise((resolve, reject) => {
    readFile(path, 'utf8', (error, text) => {
      if (error) return reject(error);
      try {
        resolve(JSON.parse(text));
      } catch (problem) {
        reject(problem);
      }
    });
  });
}
