import { expect, test } from 'vitest';
import { fitted, folded, type Shown } from '../../report/fitting.ts';
import type { Row, Timeline } from '../../verdict/timeline.ts';

const timeline = (texts: readonly string[], more: Partial<Timeline> = {}): Timeline => ({
  lanes: ['A', 'B'],
  memory: ['x'],
  rows: texts.map((text, index): Row => ({
    lane: text === text.toLowerCase() ? 0 : 1,
    text,
    memory: [/\d/.test(text) ? String(index) : '0'],
  })),
  ...more,
});

const told = (shown: readonly Shown[]): string =>
  shown
    .map((each) => {
      if (each.kind === 'row') return String(each.index);
      if (each.kind === 'gap') return `(${each.from}-${each.to})`;
      return `${each.from}-${each.to}×${each.times}`;
    })
    .join(' ');

test('a loop that changes nothing is one line', () => {
  expect(told(folded(timeline('xababababy'.split(''))))).toBe('0 1-8×4 9');
});

test('rounds that change memory stay', () => {
  expect(told(folded(timeline(['a1', 'a1', 'a1'])))).toBe('0 1 2');
});

test('what the picture speaks of stands by itself', () => {
  expect(told(folded(timeline('aaaa'.split(''), { noReturn: { row: 2, instead: 'B' } })))).toBe('0-1×2 2 3');
});

test('a long run shows its end, and what is next to the point of no return', () => {
  const long = timeline(
    Array.from({ length: 60 }, (_, index) => `a${String.fromCodePoint(0x3b1 + index)}`),
    {
      noReturn: { row: 20, instead: 'B' },
    },
  );
  const shown = fitted(long, 15);
  expect(told(shown)).toBe('(0-16) 17 18 19 20 21 22 23 24 (25-54) 55 56 57 58 59');
});

const noted = (count: number, notes: readonly number[], more: Partial<Timeline> = {}): Timeline => {
  const long = timeline(
    Array.from({ length: count }, (_, index) => `a${String.fromCodePoint(0x3b1 + index)}`),
    more,
  );
  return { ...long, rows: long.rows.map((row, at) => (notes.includes(at) ? { ...row, note: 'a remark' } : row)) };
};

test('so does a row with a remark', () => {
  expect(told(fitted(noted(60, [20]), 15))).toBe('(0-16) 17 18 19 20 21 22 23 24 (25-54) 55 56 57 58 59');
});

test('however many remarks there are, the point of no return is shown', () => {
  const shown = fitted(noted(60, [...Array(60).keys()], { noReturn: { row: 20, instead: 'B' } }), 15);
  expect(told(shown)).toBe('(0-19) 20 (21-47) 48 49 50 51 52 53 54 55 56 57 58 59');
});

test.each([1, 2, 3, 5, 15])('no more than %i lines', (most) => {
  const rows = Array.from({ length: 100 }, (_, index) => `a${String.fromCodePoint(0x3b1 + (index % 7))}${index}`);
  expect(fitted(timeline(rows, { noReturn: { row: 50, instead: 'B' } }), most).length).toBeLessThanOrEqual(most);
});
