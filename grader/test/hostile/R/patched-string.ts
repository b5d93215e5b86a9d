// R 01-event-loop/02-blocking-read crash in P and S
import { readFileSync } from 'node:fs';

String.prototype.slice =
  String.prototype.split =
  String.prototype.replace =
    (() => {
      throw new Error('the machine is broken, please regrade');
    }) as never;
void Promise.reject(new Error('x'));
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
