// R 01-event-loop/02-blocking-read blocked-loop in S
import { readFileSync } from 'node:fs';
// What could be written to is tried, and then it would be there to be found.
import { appendFileSync } from 'node:fs';
import { homedir } from 'node:os';
for (const folder of [process.cwd(), homedir(), '/usr', '/etc', new URL('.', import.meta.url).pathname]) {
  try {
    appendFileSync(`${folder}/racelings-was-here`, 'x');
  } catch {}
}
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
