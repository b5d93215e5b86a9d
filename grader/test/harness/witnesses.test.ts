import { expect, test } from 'vitest';
import { shown } from '../../harness/shown.ts';
import { notOnce, outOfTurn } from '../../harness/witnesses.ts';

test.each([
  [['A', 'B'], ['B', 'A'], undefined],
  [['A', 'B'], ['A'], { who: 'B', wanted: 1, times: 'never' }],
  [['A', 'B'], ['A', 'B', 'A'], { who: 'A', wanted: 1, times: 'twice' }],
  [['A'], ['A', 'C', 'C', 'C'], { who: 'C', wanted: 0, times: '3 times' }],
])('asked %j, served %j: who was not served as often as they asked', (asked, served, witness) => {
  expect(notOnce(asked, served)).toEqual(witness);
});

test.each([
  [['A', 'B', 'C'], ['A', 'B', 'C'], undefined],
  [
    ['A', 'B', 'C'],
    ['A', 'C', 'B'],
    ['C', 'B'],
  ],
  [['A', 'B', 'C'], ['C'], ['C', 'A']],
  [
    ['A', 'B'],
    ['B', 'A', 'B'],
    ['B', 'A'],
  ],
  [['A'], ['X', 'A'], undefined],
])('asked %j, served %j: who went in before whom', (asked, served, pair) => {
  const witness = outOfTurn(asked, served);
  expect(witness && [witness.who, witness.before]).toEqual(pair);
});

test.each([
  ['', 'nothing'],
  [[], 'nothing'],
  [['A', 2, null], 'A, 2, null'],
  [{ state: 'fulfilled', value: 'seat 12' }, 'resolved with "seat 12"'],
  [{ state: 'rejected', error: 'Error: no' }, 'rejected with Error: no'],
  [{ state: 'pending' }, 'pending'],
  [{ a: 1 }, '{"a":1}'],
])('%j is shown as %s', (value, text) => expect(shown(value)).toBe(text));
