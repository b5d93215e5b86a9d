import { expect, test } from 'vitest';
import { keysIn } from '../../watch/keys.ts';

test.each([
  ['h', ['h']],
  ['H', ['h']],
  ['hnx', ['h', 'n', 'x']],
  ['\u0003', ['ctrl-c']],
  ['\r', ['enter']],
  [' ', ['space']],
  ['\u001b', ['escape']],
  ['\u001b[A\u001b[B', ['up', 'down']],
  ['\u001bOA', ['up']],
  ['\u001b[5~q', ['page-up', 'q']],
  ['\u001b[H', ['home']],
  ['\u001b[4~', ['end']],
  ['\u001b[1;5C', []],
  ['\u0001', []],
  ['é', ['é']],
])('%j is %j', (input, keys) => {
  expect(keysIn(input)).toEqual(keys);
});
