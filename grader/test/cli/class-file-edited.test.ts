import { readFile, writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { teaching } from './teacher.ts';

const { at, init, collect, grade, withoutFiles, ...teacher } = teaching();

/** A class that has been graded, and is then edited. */
beforeEach(async () => {
  await withoutFiles('ann');
  await init('--title', 'Concurency');
  await collect('./in');
  await grade('./marks');
});

const edit = async (...changes: readonly (readonly [string, string])[]): Promise<void> => {
  let text = await readFile(at('class.json'), 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  await writeFile(at('class.json'), text);
};
const exportMarks = async (): Promise<string> => teacher.export('./marks', '--to', 'csv');

test('what decides no mark can be mended, and the marks stay', async () => {
  await edit(['Concurency', 'Concurrency'], ['"exercises"', '"late": "flag", "grading": "checks",\n  "exercises"']);
  expect(await grade('./marks')).toContain('Graded 1 of 1');
  expect(await exportMarks()).toContain('marks.csv');
});

test('other points are other marks', async () => {
  await edit(['"points": 10', '"points": 20']);
  await expect(grade('./marks')).rejects.toThrow(/was begun with another `class.json`: other exercises, points/);
  await expect(exportMarks()).rejects.toThrow(/was graded with other exercises, points/);
});

test('an exercise that nobody was asked for yet is no 0 for everybody', async () => {
  await edit(['{\n      "id"', '{ "id": "02-async-races/03-mutex", "points": 5 },\n    {\n      "id"']);
  const reason = /submissions` was collected before `02-async-races\/03-mutex` was in the class file/;
  await expect(grade('./fresh')).rejects.toThrow(reason);
  await expect(exportMarks()).rejects.toThrow(reason);
  await collect('./in');
  expect(await grade('./fresh')).toContain('Graded 2 of 2');
});

test('another deadline: who is late must be found again', async () => {
  await edit(['"exercises"', '"due": "2027-01-31T23:59:00+01:00",\n  "exercises"']);
  const reason = /collected with no deadline, and the class file has the deadline 2027-01-31T23:59:00\+01:00 now/;
  await expect(exportMarks()).rejects.toThrow(reason);
  await collect('./in');
  // The marks themselves are the same.
  expect(await exportMarks()).toContain('marks.csv');
});
