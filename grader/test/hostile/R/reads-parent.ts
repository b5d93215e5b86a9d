// R 01-event-loop/02-blocking-read crash in S
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
if (!/RACELINGS_HOSTILE/.test(readFileSync(`/proc/${process.ppid}/environ`, 'utf8')))
  throw new Error('nothing of it there');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
