import { assert, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, printable, toAscii, wrap } from '../../report/text.ts';

test.each([
  ['plain', 5],
  ['\u001b[31mred\u001b[39m', 3],
  ['\u001b]8;;file:///a\u001b\\link\u001b]8;;\u001b\\', 4],
  ['日本', 4],
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

test('a wrapped line keeps its indentation', () => {
  expect(wrap('  one two three', 9)).toEqual(['  one two', '  three']);
});

test('ASCII is all that is left for an ASCII terminal', () => {
  expect(toAscii('count → 0 … ✓ é')).toBe('count -> 0 ... ok ?');
});
