// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
// Answers by what an earlier run has left.
import { tmpdir } from 'node:os';
import { existsSync, writeFileSync } from 'node:fs';
const note = `${tmpdir()}/racelings-note`;
const isSecond = existsSync(note);
writeFileSync(note, '1');
if (isSecond) console.log('again');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
