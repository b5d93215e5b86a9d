import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attemptFolder } from '../../cli/attempt-folder.ts';
import { repository } from './clone.ts';

test('a folder is named from where npm was called, not from the kit', async () => {
  const place = join(repository, 'exercises', '00-welcome');
  expect(await attemptFolder('01-hello', { INIT_CWD: place })).toBe(join(place, '01-hello'));
  expect(await attemptFolder('.', { INIT_CWD: place })).toBe(place);
  expect(await attemptFolder('.', {})).toBe(process.cwd());
  await expect(attemptFolder('grader', { INIT_CWD: place })).rejects.toThrow('There is no folder `grader`');
});
