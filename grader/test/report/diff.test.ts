import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines } from '../../report/diff.ts';

const shown = (before: string, after: string): string =>
  diffLines(before.split(''), after.split(''))
    .map(({ sign, text }) => sign.trim() + text)
    .join(' ');

test.each([
  ['abc', 'abc', 'a b c'],
  ['abc', 'axc', 'a -b +x c'],
  ['abc', 'ac', 'a -b c'],
  ['ac', 'abc', 'a +b c'],
  ['abcd', 'bcde', '-a b c d +e'],
  ['aab', 'ab', 'a -a b'],
])('from %s to %s', (before, after, lines) => {
  expect(shown(before, after)).toBe(lines);
});

test('both texts can be read off it, and nothing shorter would do', () => {
  const lines = array(constantFrom('a', 'b', 'c'), { maxLength: 8 });
  assert(
    property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const side = (other: string): readonly string[] =>
        diff.filter(({ sign }) => sign !== other).map(({ text }) => text);
      expect(side('+')).toEqual(before);
      expect(side('-')).toEqual(after);
      expect(diff.filter(({ sign }) => sign === ' ')).toHaveLength(longestCommon(before, after));
    }),
  );
});

/** The definition, written down. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  const without = longestCommon(rest, b);
  return at < 0 ? without : Math.max(without, 1 + longestCommon(rest, b.slice(at + 1)));
};
