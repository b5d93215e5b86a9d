import { expect, test } from 'vitest';
import * as door from '../../drive/checks-door.ts';
import * as harness from '../../harness/index.ts';

test('while driving, checks find all that is behind the door otherwise', () => {
  expect(Object.keys(door)).toEqual(expect.arrayContaining(Object.keys(harness)));
});
