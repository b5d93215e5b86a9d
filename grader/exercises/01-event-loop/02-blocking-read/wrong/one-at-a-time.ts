// over-serialised: queues all loads to go easy on the share; one slow file holds up the others
import { readFile } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

let previous: Promise<unknown> = Promise.resolve();

export function loadConfig(path: string): Promise<Config> {
  const load = previous.then(async () => JSON.parse(await readFile(path, 'utf8')));
  previous = load.catch(() => {});
  return load;
}
