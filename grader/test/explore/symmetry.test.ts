import { describe, expect, it } from 'vitest';
import { draws } from '../draws.ts';
import { threeStateMutex, twoStateMutex } from './cases/locks.ts';
import { enumerate } from './machine/enumerate.ts';
import { explore } from './machine/explore.ts';
import type { Program, Thread } from './machine/program.ts';
import { randomProgram, type Shape } from './machine/random-program.ts';

const limit = 400;
const all = [0, 1, 2];

const shapes: readonly (readonly [string, Shape])[] = [
  ['reads, writes and updates', { threads: 1, length: 3, words: 2, kinds: ['load', 'store', 'add', 'cas', 'when'] }],
  ['sleeping and waking', { threads: 1, length: 3, words: 1, kinds: ['wait', 'notify', 'store', 'cas', 'add'] }],
  ['spinning and marks', { threads: 1, length: 3, words: 2, kinds: ['await', 'acquire', 'store', 'add', 'mark'] }],
];

/** An outcome without the names of the threads: the least of those that differ only by them. */
function unnamed(outcome: string): string {
  const [memory, ends, marks] = JSON.parse(outcome) as [unknown, string[], number[][]];
  const renamings = permutations(ends.map((_, lane) => lane)).map((places) =>
    JSON.stringify([
      memory,
      places.map((lane) => ends[lane]),
      marks.map((each) => each.map((lane) => places.indexOf(lane))),
    ]),
  );
  return renamings.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? '';
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

const outcomesOf = (outcomes: Iterable<string>): ReadonlySet<string> => new Set(Array.from(outcomes, unnamed));

describe('threads that are alike', () => {
  it.each(shapes)('have all outcomes of all interleavings, up to their names: %s', (_, shape) => {
    const programs = draws(40, 120);
    let compared = 0;
    let fewer = 0;
    for (let seed = 0; seed < programs; seed++) {
      const [thread] = randomProgram(seed, shape).threads;
      if (thread === undefined) continue;
      const program: Program = { threads: all.map(() => thread) };
      const plain = enumerate(program, limit);
      if (plain === undefined) continue;
      compared++;
      const reduced = explore({ ...program, alike: all });
      expect(outcomesOf(reduced.outcomes.keys()), `outcomes of seed ${seed}`).toEqual(outcomesOf(plain.outcomes));
      expect(reduced.complete, `orders of seed ${seed}`).toBeLessThanOrEqual(plain.traces.size);
      if (reduced.complete < plain.traces.size) fewer++;
    }
    expect(compared).toBeGreaterThan(0.4 * programs);
    expect(fewer).toBeGreaterThan(0.3 * programs);
  });

  it.each<[string, () => Thread, number]>([
    ['two-state mutex (342 orders with names)', twoStateMutex, 80],
    ['three-state mutex (1,020)', threeStateMutex, 256],
  ])('at a %s have so many orders', (_, thread, orders) => {
    const { complete, outcomes } = explore({ threads: all.map(() => thread), alike: all });
    expect(complete).toBe(orders);
    expect(outcomesOf(outcomes.keys()).size).toBe(1);
  });
});
