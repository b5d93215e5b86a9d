import { readFileSync } from 'node:fs';

/** What a display is told from the depot. */
export type Config = { stop: string; lines: number[]; refreshSeconds: number };

/** Loads a display's settings from a JSON file. */
export function loadConfig(path: string): Promise<Config> {
  // TODO: this returns a promise, and still the clock stands still.
  return new Promise((resolve) => {
    const text = readFileSync(path, 'utf8');
    resolve(JSON.parse(text));
  });
}
