import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clone, racelings, repository } from './clone.ts';

test('every instrument gives the same verdicts and texts beside a process that burns a core', async () => {
  const names = ['hello', 'blocking-read', 'counter'];
  const { code, stdout } = await racelings(
    repository,
    'author',
    'soak',
    '--short',
    '--times',
    '2',
    '--hogs',
    '1',
    ...names,
  );
  expect(stdout).toContain('No verdict was wrong, and no text differed.');
  expect(stdout).toMatch(/^all +6 +12 +0 +0$/m);
  expect(code).toBe(0);
});

test('what is wrong or differs is counted and named, of those answers alone that are asked for', async () => {
  const root = await clone({ exercises: ['01-event-loop/09-cpu-hog'] });
  // A real run: where orders are explored nothing differs from one time to the next.
  const wrong = join(root, 'grader', 'exercises', '01-event-loop/09-cpu-hog', 'wrong');
  await mkdir(wrong);
  await writeFile(
    join(wrong, 'never-twice.ts'),
    '// crash in "settling takes turns with everybody else"\n// it says another thing each time\nthrow new Error(`number ${process.pid}`);\n',
  );
  await writeFile(
    join(wrong, 'not-a-race.ts'),
    `// race in "settling takes turns with everybody else"\n// somebody thought so\nthrow new Error('no');\n`,
  );
  const { code, stdout } = await racelings(root, 'author', 'soak', '--times', '2', '--only', 'wrong/', 'cpu-hog');
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toMatch(/wrong\/never-twice\.ts: 2 different texts, first at ".*number \d+.*" and ".*number \d+/);
  expect(text).toContain(
    'wrong/not-a-race.ts: 2 of 2 times expected race in "settling takes turns with everybody else"; it got crash',
  );
  expect(text).toMatch(/all 2 4 2 1 /);
  expect(code).toBe(1);
});

test('counts must be whole numbers', async () => {
  const { code, stderr } = await racelings(repository, 'author', 'soak', '--times', '0');
  expect(stderr).toContain('`--times` needs a whole number of at least 1, not `0`.');
  expect(code).toBe(2);
});
