import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { init } from '../../cli/class/init.ts';
import type { Context } from '../../cli/command.ts';

const root = join(import.meta.dirname, '../../..');
let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'racelings-test-'))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

const initialised = async (...words: readonly string[]): Promise<unknown> =>
  init.run(['hello', '--out', join(folder, 'class.json'), ...words], {
    root,
    stdout: { write: () => true },
  } as unknown as Context);

test('a seed that cannot be written leaves no class file with its commit, and the other way round', async () => {
  const seed = join(folder, 'seed.txt');
  await writeFile(seed, 'mine');
  await expect(initialised('--seed', seed)).rejects.toThrow(/seed\.txt` already exists/);
  expect(await readdir(folder)).toEqual(['seed.txt']);
  await rm(seed);
  await initialised();
  await expect(initialised('--seed', seed)).rejects.toThrow(/class\.json` already exists/);
  expect(await readdir(folder)).toEqual(['class.json']);
});

test.each<[string, readonly string[], RegExp]>([
  ['an empty title', ['--title', ' '], /expected `title` to be one line of text/],
  ['points without an end', ['--points', 'Infinity'], /Expected `--points` to be a number/],
])('%s is refused, and nothing is written', async (_, words, reason) => {
  await expect(initialised(...words)).rejects.toThrow(reason);
  expect(await readdir(folder)).toEqual([]);
});
