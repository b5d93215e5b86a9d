import { copyFile, mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { teaching } from './teacher.ts';

const { at, run, init, collect, grade, withoutFiles } = teaching();

const graded = async (): Promise<void> => {
  await withoutFiles('ann', 'bob');
  await init();
  await collect('./in');
  for (const part of [1, 2]) await grade(`./s-${part}`, '--shard', `${part}/2`);
};
const merge = async (): Promise<string> =>
  run('merge', './s-1/journal.jsonl', './s-2/journal.jsonl', '--out', './joined');

test('joined or not: when its second file cannot be written, there is no journal, and the same command goes on', async () => {
  await graded();
  await mkdir(at('joined/records.jsonl'), { recursive: true });
  await expect(merge()).rejects.toThrow();
  expect(await readdir(at('joined'))).toEqual(['records.jsonl']);
  await rmdir(at('joined/records.jsonl'));
  expect(await merge()).toContain('2 records');
  expect(await readdir(at('joined'))).toEqual(['journal.jsonl', 'records.jsonl']);
});

test('stopped anywhere, the same command comes to the same end', async () => {
  await graded();
  await merge();
  const whole = await readFile(at('joined/journal.jsonl'), 'utf8');
  for (const left of [['records.jsonl'], ['journal.jsonl'], ['journal.jsonl', 'records.jsonl'], []]) {
    for (const name of left) await rm(at('joined', name));
    await copyFile(at('s-1/journal.jsonl'), at('joined/journal.jsonl.new'));
    expect(await merge()).toContain('2 records');
    expect(await readdir(at('joined'))).toEqual(['journal.jsonl', 'records.jsonl']);
    expect(await readFile(at('joined/journal.jsonl'), 'utf8')).toBe(whole);
  }
});

test('a journal that is another one stays as it is', async () => {
  await graded();
  await merge();
  const whole = await readFile(at('joined/journal.jsonl'), 'utf8');
  await expect(run('merge', './s-1/journal.jsonl', '--out', './joined')).rejects.toThrow(/already exists/);
  expect(await readFile(at('joined/journal.jsonl'), 'utf8')).toBe(whole);
});
