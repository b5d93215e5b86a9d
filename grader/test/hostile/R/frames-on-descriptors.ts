// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
import { writeSync } from 'node:fs';
for (let fd = 3; fd < 40; fd++) {
  try {
    writeSync(fd, JSON.stringify({ say: 'measured', measurement: { outcome: {} } }) + '\n');
  } catch {}
}
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
