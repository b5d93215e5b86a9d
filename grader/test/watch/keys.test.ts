import { expect, test } from 'vitest';
import { keysIn, keysInLine } from '../../watch/terminal/keys.ts';

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
  ['\u001b[C\u001b[D', ['right', 'left']],
  ['\t\u007f\b', ['tab', 'backspace', 'backspace']],
  ['\u0018\u001b[3~', ['ctrl-x', 'delete']],
  ['?', ['?']],
  ['\u001b[1;5C', []],
  ['\u0001', []],
  ['\u001b[[Aq', ['q']],
  ['\u001b[?1;2c', []],
  ['é', ['é']],
])('%j is %j', (input, keys) => {
  expect(keysIn(input)).toEqual(keys);
});

test('a line that is empty is the Enter key, any other its letters', () => {
  expect(keysInLine('')).toEqual(['enter']);
  expect(keysInLine('hn')).toEqual(['h', 'n']);
});

test('where keys are taken as typed, a line of digits is one number', () => {
  expect(keysInLine('12', true)).toEqual(['12']);
  expect(keysInLine('12')).toEqual(['1', '2']);
  expect(keysInLine('Uu', true)).toEqual(['U', 'u']);
});
