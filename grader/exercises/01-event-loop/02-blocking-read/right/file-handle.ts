import { open } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path, 'r');
  try {
    return JSON.parse(await file.readFile({ encoding: 'utf8' }));
  } finally {
    await file.close();
  }
}
