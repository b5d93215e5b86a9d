import { describe, expect, it } from 'vitest';
import { draws } from '../draws.ts';
import { enumerate } from './machine/enumerate.ts';
import { explore } from './machine/explore.ts';
import { randomProgram, type Shape } from './machine/random-program.ts';

/** Programs with more interleavings than this are left out. */
const limit = 600;

/** Shapes of random programs, each with what is special about it, and by how many of them it is shown well. */
const shapes: readonly (readonly [string, number, Shape])[] = [
  [
    'reads, writes and updates',
    500,
    { threads: 3, length: 3, words: 2, kinds: ['load', 'store', 'add', 'cas', 'when'] },
  ],
  ['compare-exchange with branches', 500, { threads: 2, length: 5, words: 1, kinds: ['cas', 'load', 'when', 'store'] }],
  [
    'sleeping and waking',
    500,
    { threads: 3, length: 3, words: 1, kinds: ['wait', 'notify', 'notify', 'store', 'cas'] },
  ],
  ['spinning', 400, { threads: 3, length: 3, words: 2, kinds: ['await', 'acquire', 'store', 'add', 'store'] }],
  ['messages and marks', 400, { threads: 3, length: 3, words: 1, kinds: ['post', 'receive', 'mark', 'load', 'store'] }],
  [
    'everything',
    800,
    {
      threads: 3,
      length: 3,
      words: 2,
      kinds: ['load', 'store', 'cas', 'wait', 'notify', 'await', 'acquire', 'when', 'mark', 'post', 'receive'],
    },
  ],
];

describe('the reduced search', () => {
  it.each(shapes)('finds all outcomes and every trace once: %s', (_, most, shape) => {
    const programs = draws(most / 10, most * 4);
    let compared = 0;
    for (let seed = 0; seed < programs; seed++) {
      const program = randomProgram(seed, shape);
      const all = enumerate(program, limit);
      if (all === undefined) continue;
      compared++;
      const reduced = explore(program);
      expect(new Set(reduced.outcomes.keys()), `outcomes of seed ${seed}`).toEqual(all.outcomes);
      expect(reduced.complete, `traces of seed ${seed}`).toBe(all.traces.size);
    }
    expect(compared).toBeGreaterThan(programs / 2);
  });
});
