// wrong-result in "a file that is not JSON rejects, and is closed"
// tries to parse after each piece, and takes the first that works for the whole file
import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  let text = '';
  for await (const piece of createReadStream(path, 'utf8')) {
    text += piece;
    try {
      return JSON.parse(text);
    } catch {
      // there is more to come
    }
  }
  return JSON.parse(text);
}
