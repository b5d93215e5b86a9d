// wrong-result: a stream reports most errors later, but throws at once when the path itself is wrong
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return text(createReadStream(path)).then((json) => JSON.parse(json));
}
