// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
parentPort!.postMessage({ say: 'measured', measurement: { outcome: {} } });
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
