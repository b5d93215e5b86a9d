import { expect, test } from 'vitest';
import type { Pending, Timeline } from '../../verdict/timeline.ts';
import { pendingLines } from '../../report/pending-lines.ts';

/** What is drawn beside the rows of one lane: a sign for each track that is taken, and a T where the text begins. */
const drawn = (length: number, pending: readonly Pending[]): readonly string[] => {
  const rows: Timeline['rows'] = Array.from({ length }, () => ({ lane: 0, text: '', memory: [] }));
  return pendingLines({ lanes: ['A'], memory: [], rows, pending }).map(({ track, beside }) => {
    const line = beside.reduce(
      (text, mark) => text.slice(0, mark.track).padEnd(mark.track) + mark.sign + text.slice(mark.track + 1),
      '',
    );
    return `${line.slice(0, track).padEnd(track)}T${line.slice(track + 1)}`;
  });
};

test('each line begins and ends under its text, right of those that were there', () => {
  expect(
    drawn(6, [
      { from: 0, to: 3 },
      { from: 1, to: 5 },
    ]),
  ).toEqual(['T', '┆T', '┆┆T', 'T┆', ' ┆T', ' T']);
});

test('what is given up ends by its sign, and what is never over runs to the end', () => {
  expect(drawn(5, [{ from: 0, to: 2, givenUp: true }, { from: 1 }])).toEqual(['T', '┆T', '✗┆T', ' ┆T', ' ┆T']);
});

test('from the third on, lines are one', () => {
  expect(drawn(6, [{ from: 0 }, { from: 1 }, { from: 2 }, { from: 3, to: 5 }])).toEqual([
    'T',
    '┆T',
    '┆┆T',
    '┆┆T',
    '┆┆T',
    '┆┆T',
  ]);
});

test.each([{ from: 9 }, { from: 1, to: 1 }, { from: 1, to: 0 }])('what makes no sense is not drawn: %o', (nonsense) => {
  expect(drawn(3, [nonsense])).toEqual(['T', 'T', 'T']);
});
