// R 01-event-loop/02-blocking-read crash in S
// Each child is small; together they are not.
import { spawn } from 'node:child_process';
export function loadConfig(): Promise<never> {
  for (let i = 0; i < 20; i++)
    spawn(process.execPath, ['-e', 'const b = Buffer.alloc(1e8, 1); setInterval(() => b.fill(1), 100)']);
  return new Promise(() => {});
}
