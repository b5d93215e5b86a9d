import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maxFileBytes, readAttempt } from '../../course/attempt.ts';
import { readExercise, type Exercise } from '../../course/exercise.ts';
import { exerciseTree, temporaryKit } from '../kit.ts';

const id = '00-welcome/01-hello';

const twoFiles = async (): Promise<{ exercise: Exercise; file: string }> => {
  const root = await temporaryKit({
    ...exerciseTree(id, { files: ['main.ts', 'lib/other.ts'] }),
    [`exercises/${id}/lib/other.ts`]: 'export {};\n',
  });
  const exercise = await readExercise(root, id);
  return { exercise, file: join(exercise.folders.learner, 'main.ts') };
};

const read = async ({ exercise }: { exercise: Exercise }): ReturnType<typeof readAttempt> =>
  readAttempt(exercise, exercise.folders.learner);

const replaceByFolder = async (file: string): Promise<void> => {
  await rm(file);
  await mkdir(file);
};

test('the files come in the order of their declaration', async () => {
  const kit = await twoFiles();
  expect(await read(kit)).toEqual({
    hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    files: [
      { name: 'main.ts', state: 'text', text: 'export const answer = 0; // TODO\n' },
      { name: 'lib/other.ts', state: 'text', text: 'export {};\n' },
    ],
  });
});

test('the hash follows the content, not the time of the save', async () => {
  const kit = await twoFiles();
  const { hash } = await read(kit);
  await writeFile(kit.file, 'export const answer = 1;\n');
  const changed = await read(kit);
  expect(changed.hash).not.toBe(hash);
  await writeFile(kit.file, 'export const answer = 0; // TODO\n');
  expect((await read(kit)).hash).toBe(hash);
});

describe('what a learner may do to a file is an answer, not an error', () => {
  test.each<[string, (file: string) => Promise<void>, object]>([
    ['deleted', async (file) => rm(file), { state: 'missing' }],
    ['a folder', replaceByFolder, { state: 'folder' }],
    ['Latin-1', async (file) => writeFile(file, Buffer.from([0xe9, 0x0a])), { state: 'not-utf8' }],
    ['empty', async (file) => writeFile(file, ''), { state: 'text', text: '' }],
    ['just small enough', async (file) => truncate(file, maxFileBytes), { state: 'text' }],
    ['5 MB', async (file) => truncate(file, 5_000_000), { state: 'too-large', bytes: 5_000_000 }],
  ])('%s', async (_name, spoil, expected) => {
    const kit = await twoFiles();
    await spoil(kit.file);
    expect((await read(kit)).files[0]).toMatchObject({ name: 'main.ts', ...expected });
  });

  test.skipIf(process.platform === 'win32')('a FIFO, which is not waited for', async () => {
    const kit = await twoFiles();
    await rm(kit.file);
    execFileSync('mkfifo', [kit.file]);
    expect((await read(kit)).files[0]).toMatchObject({ state: 'unreadable', reason: 'not a regular file' });
  });

  test('a symbolic link, or a file behind one', async () => {
    const { exercise, file } = await twoFiles();
    const away = await temporaryKit({ 'main.ts': 'export {};\n', 'lib/other.ts': 'export {};\n' });
    await rm(file);
    await symlink(join(away, 'main.ts'), file, 'file');
    const lib = join(exercise.folders.learner, 'lib');
    await rm(lib, { recursive: true });
    await symlink(join(away, 'lib'), lib, 'junction');
    expect((await read({ exercise })).files.map(({ state }) => state)).toEqual(['link', 'link']);
  });

  test('the whole folder gone', async () => {
    const kit = await twoFiles();
    await rm(kit.exercise.folders.learner, { recursive: true });
    expect((await read(kit)).files.map(({ state }) => state)).toEqual(['missing', 'missing']);
  });
});

test('files that a folder lacks come from the fallback, others do not', async () => {
  const { exercise, file } = await twoFiles();
  await replaceByFolder(file);
  const attempt = await readAttempt(exercise, join(exercise.folders.learner, 'nowhere'), exercise.folders.learner);
  expect(attempt.files.map(({ state }) => state)).toEqual(['folder', 'text']);
  const spoilt = await readAttempt(exercise, exercise.folders.learner, exercise.folders.starter);
  expect(spoilt.files[0]).toMatchObject({ state: 'folder' });
});
