// stuck in "the event loop turns while the file is on its way"
// starts an asynchronous read, then loops until its callback has run, which never can
import { readFile } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  let text: string | undefined;
  readFile(path, 'utf8', (error, data) => {
    if (error) throw error;
    text = data;
  });
  while (text === undefined) {
    // wait for the callback
  }
  return JSON.parse(text);
}
