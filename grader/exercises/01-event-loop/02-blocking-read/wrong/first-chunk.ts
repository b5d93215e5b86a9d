// wrong-result: takes the first chunk for the whole file, as it is with every small local file
import { once } from 'node:events';
import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const [text] = await once(createReadStream(path, 'utf8'), 'data');
  return JSON.parse(text);
}
