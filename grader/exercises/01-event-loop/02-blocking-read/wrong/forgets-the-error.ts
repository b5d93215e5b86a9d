// stuck: the callback returns on an error and forgets to reject: the caller waits for ever
import { readFile } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return new Promise((resolve, reject) => {
    readFile(path, 'utf8', (error, text) => {
      if (error) return;
      try {
        resolve(JSON.parse(text));
      } catch (problem) {
        reject(problem);
      }
    });
  });
}
