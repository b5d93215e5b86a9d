import { readFile } from 'node:fs/promises';

/** The settings that the depot keeps for a display. */
export type Config = { stop: string; lines: number[]; refreshSeconds: number };

/** Loads a display's settings from a JSON file. Whoever waits for an hour waits for nothing. */
export async function loadConfig(path: string): Promise<Config> {
  return JSON.parse(await readFile(path, { encoding: 'utf8', signal: AbortSignal.timeout(3_600_000) })) as Config;
}
