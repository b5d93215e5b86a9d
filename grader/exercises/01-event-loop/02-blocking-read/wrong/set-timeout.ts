// blocked-loop in "the event loop turns while the file is on its way"
// puts the blocking read off to a timer, where it blocks as long
import { readFileSync } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        reject(error);
      }
    }, 0);
  });
}
