// wrong-result: collects the pieces in the module; two loads mix theirs
import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

let text = '';

export async function loadConfig(path: string): Promise<Config> {
  text = '';
  for await (const piece of createReadStream(path, 'utf8')) text += piece;
  return JSON.parse(text);
}
