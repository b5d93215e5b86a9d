// blocked-loop: opening is quick, after all; but a share that is slow is slow at that, too
import { createReadStream, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const fd = openSync(path, 'r');
  return JSON.parse(await text(createReadStream(path, { fd })));
}
