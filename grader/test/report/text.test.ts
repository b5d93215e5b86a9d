import { assert, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, printable, toAscii, wrap } from '../../report/text.ts';

test.each([
  ['plain', 5],
  ['\u001b[31mred\u001b[39m', 3],
  ['\u001b]8;;file:///a\u001b\\link\u001b]8;;\u001b\\', 4],
  ['日本', 4],
  ['サーバー', 8],
  ['ｻｰﾊﾞｰ', 5],
  ['㈱・ㄅ', 6],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
])('%j takes the right number of columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test('wrapping keeps every word and stays inside the width', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 200 }), integer({ min: 4, max: 80 }), (raw, width) => {
      const text = printable(raw);
      const lines = wrap(text, width);
      expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('a colour is never cut in two, and takes no room', () => {
  expect(wrap('\u001b[36mabcdef\u001b[39m', 3)).toEqual(['\u001b[36mabc', 'def\u001b[39m']);
});

test('a wrapped line keeps its indentation', () => {
  expect(wrap('  one two three', 9)).toEqual(['  one two', '  three']);
});

test('ASCII is all that is left for an ASCII terminal', () => {
  expect(toAscii('count → 0 … ✓ é')).toBe('count -> 0 ... ok ?');
});

test('three megabytes are wrapped, which by the square of the length would take hours', () => {
  expect(wrap(printable('x'.repeat(3_000_000)), 80)).toHaveLength(37_500);
  expect(wrap(printable('\u001b[2J'.repeat(100_000)), 80)).toHaveLength(5000);
});

test.each([
  ['\u001b]0;owned\u0007', '␛]0;owned␇', '^[]0;owned^G'],
  ['\u001b[31mred\u001b[0m', 'red', 'red'],
  ['a\rb\r\nc\td', 'a␍b\nc  d', 'a^Mb\nc  d'],
  ['\u202e evil \u2066', '<U+202E> evil <U+2066>', '<U+202E> evil <U+2066>'],
  ['\u009b31m', '<U+009B>31m', '<U+009B>31m'],
  ['no\u200bspace', 'no<U+200B>space', 'no<U+200B>space'],
  ['::error::gone', ': :error: :gone', ': :error: :gone'],
  ['##[error]x ##vso[y', '# #[error]x # #vso[y', '# #[error]x # #vso[y'],
])('%j is shown as what it is', (text, shown, ascii) => {
  expect(printable(text)).toBe(shown);
  expect(toAscii(printable(text))).toBe(ascii);
});
