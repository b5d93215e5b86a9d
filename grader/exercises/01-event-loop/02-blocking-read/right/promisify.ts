import { readFile } from 'node:fs';
import { promisify } from 'node:util';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

const read = promisify(readFile);

export const loadConfig = async (path: string): Promise<Config> => {
  const bytes = await read(path);
  return JSON.parse(bytes.toString('utf8'));
};
