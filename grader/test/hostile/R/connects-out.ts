// R 01-event-loop/02-blocking-read crash in S
import { createServer } from 'node:net';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
// Nothing but the loopback of its own, and so nobody to tell what it has read.
createServer().listen(0);
if (
  Object.values(networkInterfaces())
    .flat()
    .every((each) => each!.internal)
)
  throw new Error('no network here');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
