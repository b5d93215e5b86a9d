// R 01-event-loop/02-blocking-read crash in P and S
import { readFile } from 'node:fs/promises';
// A variable of the teacher; the arena gets none.
if (!Object.keys(process.env).some((name) => name.startsWith('RACELINGS_HOSTILE')))
  throw new Error('nothing of it here');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
