import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asUserError } from '../../cli/system-error.ts';
import { UserError } from '../../course/user-error.ts';

const thrownBy = (work: () => void): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
};

test.skipIf(process.platform !== 'linux')('a full disk', () => {
  const full = thrownBy(() => writeFileSync('/dev/full', 'marks'));
  expect(asUserError(full)).toMatchObject({
    message: 'The system refused: ENOSPC: no space left on device, write.',
    help: 'Free some space, then run the same command again.',
  });
});

test('a file where a folder is needed', () => {
  const place = join(import.meta.filename, 'marks');
  expect(asUserError(thrownBy(() => mkdirSync(place)))).toBeInstanceOf(UserError);
});

test('a folder that cannot be made, as Node says it where nothing can be written', () => {
  const place = join(import.meta.dirname, 'not there', 'marks');
  expect(asUserError(thrownBy(() => mkdirSync(place)))?.message).toBe(
    `The system refused to make the folder \`${place}\`.`,
  );
});

test('what is missing, and what our code throws, is no such thing', () => {
  const missing = thrownBy(() => writeFileSync(join(import.meta.dirname, 'not there', 'marks'), ''));
  for (const error of [missing, new TypeError('no'), Object.assign(new Error('no'), { code: 'EIO' }), 'ENOSPC'])
    expect(asUserError(error)).toBeUndefined();
});
