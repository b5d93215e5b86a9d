import { readFileSync } from 'node:fs';

/** The settings that the depot keeps for a display. */
export type Config = { stop: string; lines: number[]; refreshSeconds: number };

/** Loads a display's settings from a JSON file. */
export function loadConfig(path: string): Promise<Config> {
  // TODO: this returns a promise, and yet the clock stands still.
  return new Promise((resolve) => {
    const text = readFileSync(path, 'utf8');
    resolve(JSON.parse(text));
  });
}
