// blocked-loop: only opening is asynchronous; the slow part is the reading
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path);
  try {
    return JSON.parse(readFileSync(file.fd, 'utf8'));
  } finally {
    await file.close();
  }
}
