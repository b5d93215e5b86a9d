import { readdir, symlink } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { teaching } from './teacher.ts';

const { at, init, collect, grade, withoutFiles, ...teacher } = teaching();

test('whoever has no mark any more has no file of an earlier export either', async () => {
  await withoutFiles('ann', 'bob');
  await init();
  await collect('./in');
  await grade('./marks');
  await teacher.export('./marks', '--to', 'gradescope', '--out', './export');
  expect(await readdir(at('export'))).toHaveLength(2);
  await symlink('elsewhere', at('in/ann/hello.ts'));
  await collect('./in');
  await grade('./marks');
  for (const format of ['gradescope', 'classroom50']) {
    expect(await teacher.export('./marks', '--to', format, '--out', './export')).toMatch(/ann \(ann\) has no mark/);
    expect(await readdir(at('export'))).toEqual([expect.stringMatching(/^bob-\w+\.json$/)]);
  }
});
