// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';

const then = Promise.prototype.then;
Promise.prototype.then = function (this: any, done: any) {
  return then.call(this, (value) => done?.({ state: 'fulfilled', value })) as never;
};
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
