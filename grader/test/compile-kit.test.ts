import { copyFile, mkdtemp, rm, stat, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compiledKit } from '../compile-kit.mjs';

const clone = join(import.meta.dirname, '../..');
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'racelings-kit-'));
  await copyFile(join(clone, 'package.json'), join(root, 'package.json'));
  await symlink(join(clone, 'grader'), join(root, 'grader'), 'junction');
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('several that compile it at once all run from the same folder, which stays as it is', async () => {
  const places = await Promise.all(
    [1, 2, 3].map(async () => {
      const folder = await compiledKit(root);
      return { folder, file: (await stat(join(folder ?? '', 'main.mjs'))).ino };
    }),
  );
  expect(new Set(places.map(({ file }) => file)).size).toBe(1);
  expect(await compiledKit(root)).toBe(places[0]?.folder);
});

it('one of which a part is missing is compiled anew', async () => {
  const folder = (await compiledKit(root)) ?? '';
  await unlink(join(folder, 'main.mjs'));
  expect(await compiledKit(root)).toBe(folder);
  expect((await stat(join(folder, 'main.mjs'))).size).toBeGreaterThan(0);
});
