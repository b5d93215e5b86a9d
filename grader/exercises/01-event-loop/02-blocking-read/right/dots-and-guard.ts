import { readFile } from 'node:fs';

/** The settings that the depot keeps for a display. */
export type Config = { stop: string; lines: number[]; refreshSeconds: number };

/** Loads a display's settings from a JSON file. */
export function loadConfig(path: string): Promise<Config> {
  let guard: NodeJS.Timeout;
  let dots: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    guard = setTimeout(() => reject(new Error('the share does not answer')), 30_000);
    dots = setInterval(() => process.stdout.write('.'), 500);
  });
  const loaded = new Promise<Config>((resolve, reject) => {
    readFile(path, 'utf8', (error, text) => {
      if (error) return reject(error);
      try {
        resolve(JSON.parse(text));
      } catch (broken) {
        reject(broken);
      }
    });
  });
  return Promise.race([loaded, late]).finally(() => {
    clearTimeout(guard);
    clearInterval(dots);
  });
}
