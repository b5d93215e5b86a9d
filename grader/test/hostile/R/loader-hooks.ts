// R 01-event-loop/02-blocking-read blocked-loop in P and S
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
register('data:text/javascript,export const load = async (url, context, next) => next(url, context)');
export async function loadConfig(path: string): Promise<unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
