import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { racelings, withOneExercise } from './clone.ts';

test('a new exercise of each instrument passes all checks at once, with no other file touched', async () => {
  const root = await withOneExercise();
  for (const instrument of ['T', 'S', 'R']) {
    const made = await racelings(
      root,
      'author',
      'new',
      `welcome/my-${instrument.toLowerCase()}`,
      '--instrument',
      instrument,
    );
    expect(made).toMatchObject({ code: 0, stderr: '' });
  }
  const ids = ['00-welcome/02-my-t', '00-welcome/03-my-s', '00-welcome/04-my-r'];
  const { code, stdout } = await racelings(root, 'author', 'check', ...ids);
  expect(stdout).toContain('Everything is as it must be.');
  expect(stdout).toMatch(/03-my-s +✓ data-race +✓ +✓ 1\/1 +✓ 1\/1 +✓/);
  expect(code).toBe(0);
  expect(await readFile(join(root, 'exercises', '00-welcome', '02-my-t', 'README.md'), 'utf8')).toContain(
    'npm run demo -- my-t',
  );
  const demo = await racelings(root, 'demo', 'my-s');
  expect(demo.stdout).toContain('expected 2000000, got ');
});

test('a name that is none, or is taken, is refused', async () => {
  const root = await withOneExercise();
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, stderr } = await racelings(root, 'author', 'new', ...args);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused('keyed-lock')).toContain('is not a name for an exercise');
  expect(await refused('../../x/y')).toContain('is not a name for an exercise');
  expect(await refused('welcom/keyed-lock')).toContain('Did you mean `welcome`?');
  expect(await refused('welcome/hello')).toContain('00-welcome/01-hello already exists.');
  expect(await refused('welcome/01-other')).toContain('00-welcome/01-hello already exists.');
  expect(await refused('welcome/other', '--instrument', 'X')).toContain('The instruments are T, S, R.');
  await rm(root, { recursive: true });
});
