import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  let text = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) text += chunk;
  return JSON.parse(text);
}
