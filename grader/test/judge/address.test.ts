import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { attemptOf } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { addressOf } from '../../judge/address.ts';
import { copyFolder, temporaryKit } from '../kit.ts';

const repository = join(import.meta.dirname, '../../..');
const id = '03-workers/02-split-work';
const folder = `grader/exercises/${id}`;

/** Below `grader/`: nothing of them is read but the one exercise. */
const unread = new Set(['exercises', 'test']);

/** A throw-away copy of what judges, with one file in another state; parts where it is not are those of the repository. */
const kitWith = async (path = '', change: (text: string) => string = (text) => text): Promise<string> => {
  const root = await temporaryKit({});
  await mkdir(dirname(join(root, folder)), { recursive: true });
  copyFolder(join(repository, folder), join(root, folder));
  for (const entry of await readdir(join(repository, 'grader'), { withFileTypes: true })) {
    if (unread.has(entry.name)) continue;
    const [source, target] = [join(repository, 'grader', entry.name), join(root, 'grader', entry.name)];
    if (entry.isFile()) await copyFile(source, target);
    else if (path.startsWith(`grader/${entry.name}/`)) copyFolder(source, target);
    else await symlink(source, target, 'junction');
  }
  await copyFile(join(repository, 'package.json'), join(root, 'package.json'));
  if (path !== '') {
    const before = await readFile(join(root, path), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(join(root, path), after);
  }
  return root;
};

const addressIn = async (root: string, text = 'export {};'): Promise<string> => {
  const exercise = await readExercise(root, id);
  const files = attemptOf(exercise.files.map((name) => ({ name, state: 'text', text })));
  return addressOf(root, { exercise, files });
};

const plain = await addressIn(repository);
const statement = (text: string): string => `${text}\nglobalThis.changed = true;\n`;

test('an address is the same in another clone, and another one for another attempt', async () => {
  expect(plain).toMatch(/^[0-9a-f]{32}$/);
  expect(await addressIn(await kitWith())).toBe(plain);
  expect(await addressIn(repository, 'export const other = 1;')).not.toBe(plain);
});

test.each([
  ['a check', `${folder}/checks.test.ts`, statement],
  ['a scenario', `${folder}/scenarios.ts`, statement],
  ['a given file', `${folder}/given/primes.ts`, statement],
  ['the limits', `${folder}/exercise.json`, (text: string) => text.replace(/"seconds": \d+/, '"seconds": 77')],
  ['the arena', 'grader/arena/main.ts', statement],
  ['its instrument', 'grader/arena/real/run.ts', statement],
  ['the search', 'grader/explore/search.ts', statement],
  ['the harness', 'grader/harness/check.ts', statement],
  ['the shape of verdicts', 'grader/verdict/finding.ts', statement],
  ['staging', 'grader/judge/staging/stage.ts', statement],
  [
    'a package that judges',
    'package.json',
    (text: string) => text.replace(/"esbuild": "[\d.]+"/, '"esbuild": "9.9.9"'),
  ],
])('%s that changes makes another address', async (_what, path, change) => {
  expect(await addressIn(await kitWith(path, change))).not.toBe(plain);
});

test.each([
  ['a comment', 'grader/explore/search.ts', (text: string) => `// Another comment.\n${text}`],
  ['another instrument', 'grader/arena/tasks/tasks-instrument.ts', statement],
  ['the screen', 'grader/watch/watch.ts', statement],
  ['a hint', `${folder}/hints.md`, (text: string) => `${text}\n`],
  [
    'a package of the screen',
    'package.json',
    (text: string) => text.replace(/"chokidar": "[\d.]+"/, '"chokidar": "9.9.9"'),
  ],
])('%s that changes leaves it as it was', async (_what, path, change) => {
  expect(await addressIn(await kitWith(path, change))).toBe(plain);
});
