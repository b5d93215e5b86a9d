// wrong-result: decodes chunk by chunk; a character that lies on a border turns into rubbish
import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  let text = '';
  for await (const chunk of createReadStream(path)) text += String(chunk);
  return JSON.parse(text);
}
