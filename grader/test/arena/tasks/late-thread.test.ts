import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempts, outcomesOf } from './attempts.ts';

const attempt = attempts(join(import.meta.dirname, 'late-thread.ts'));

test('a thread that does not begin is replaced', async () => {
  const { explore } = await attempt(
    { 'work.ts': 'export async function work() {}' },
    `export const scenario = tasks('one', (stage) => { stage.task('A', stage.load('work.ts').work); return () => 'done'; });`,
  );
  expect(outcomesOf(await explore())).toEqual(['1 × done']);
});
