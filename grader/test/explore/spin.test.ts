import { describe, expect, it } from 'vitest';
import { word as at } from './machine/program.ts';
import type { Operation } from '../../explore/operation.ts';
import { SpinWindow, type Attempt, type Patience } from '../../explore/spin.ts';
import { explore } from './machine/explore.ts';
import { load, store, type Program } from './machine/program.ts';
import { randomProgram } from './machine/random-program.ts';

const look = (index: number, site?: number): Attempt => ({
  kind: 'load',
  ...at(index),
  ...(site === undefined ? {} : { site }),
});
const saw = (index: number, read: number): Operation => ({ kind: 'load', lane: 0, order: 'sc', read, ...at(index) });
const wrote = (index: number): Operation => ({ kind: 'store', lane: 1, order: 'sc', wrote: 1, ...at(index) });

/** A window of a thread that saw 0 in these words, one after the other. */
function after(patience: Patience, ...words: readonly number[]): SpinWindow {
  const window = new SpinWindow(patience);
  for (const index of words) window.did(saw(index, 0), look(index));
  return window;
}

describe('a waiting loop', () => {
  it('is parked when it would look again at what has not changed', () => {
    expect(after(1).watch(look(0))).toBeUndefined();
    expect(after(1, 0).watch(look(0))).toEqual([look(0)]);
    expect(after(1, 0).watch(look(1))).toBeUndefined();
  });

  it('is parked later with more patience, never with `exact`', () => {
    expect(after(3, 0, 0).watch(look(0))).toBeUndefined();
    expect(after(3, 0, 0, 0).watch(look(0))).toEqual([look(0)]);
    expect(after('exact', 0, 0, 0, 0).watch(look(0))).toBeUndefined();
  });

  it('watches all words of its round', () => {
    expect(after(1, 0, 1).watch(look(0))).toEqual([look(0), look(1)]);
    expect(after(2, 0, 1, 0, 1).watch(look(0))).toEqual([look(0), look(1)]);
    expect(after(2, 0, 1, 2, 1).watch(look(0))).toBeUndefined();
  });

  it('goes on when somebody has written to one of them', () => {
    const window = after(1, 0, 1);
    window.saw(wrote(1));
    expect(window.watch(look(0))).toBeUndefined();
  });

  it('starts afresh after a write of its own', () => {
    const window = after(1, 0);
    window.did(wrote(5));
    expect(window.watch(look(0))).toBeUndefined();
  });

  it('compares values: a round that saw something else is no repetition', () => {
    const window = new SpinWindow(2);
    window.did(saw(0, 1), look(0));
    window.did(saw(0, 2), look(0));
    expect(window.watch(look(0))).toBeUndefined();
  });

  it('is no loop where the looks come from two places in the code', () => {
    const window = new SpinWindow(1);
    window.did(saw(0, 0), look(0, 7));
    expect(window.watch(look(0, 8))).toBeUndefined();
    expect(window.watch(look(0, 7))).toEqual([look(0, 7)]);
  });
});

it('counts a compare-exchange with another expectation as another look', () => {
  const failed: Operation = { kind: 'cas-failed', lane: 0, read: 5, ...at(0) };
  const window = new SpinWindow(1);
  window.did(failed, { kind: 'cas', expected: 1, ...at(0) });
  expect(window.watch({ kind: 'cas', expected: 5, ...at(0) })).toBeUndefined();
  expect(window.watch({ kind: 'cas', expected: 1, ...at(0) })).toBeDefined();
});

describe('parked search', () => {
  it('lets a bounded retry run out when nobody else can go on', () => {
    const program: Program = {
      threads: [
        function* () {
          for (let tries = 0; tries < 3; tries++) if ((yield* load(0)) === 1) return 'seen';
          yield* store(1, 1);
          return 'gave up';
        },
      ],
    };
    expect([...explore(program, { patience: 1 }).outcomes.keys()]).toEqual(['[[[1,1]],["gave up"],[[],[]]]']);
  });

  it('has the outcomes of the search that parks nothing', () => {
    let compared = 0;
    for (let seed = 0; seed < 400; seed++) {
      const shape = {
        threads: 2 + (seed % 2),
        length: 3,
        words: 2,
        kinds: ['await', 'acquire', 'store', 'add', 'load'] as const,
      };
      // Four rounds are enough to see every value that these programs can write.
      const bounded = explore(randomProgram(seed, { ...shape, rounds: 4 }), { patience: 'exact' });
      const parked = explore(randomProgram(seed, shape), { patience: 1 });
      const ended = (outcome: string): boolean => !/gave up|parked/.test(outcome);
      const expected = [...bounded.outcomes.keys()].filter(ended);
      expect(new Set([...parked.outcomes.keys()].filter(ended)), `seed ${seed}`).toEqual(new Set(expected));
      compared += expected.length;
    }
    expect(compared).toBeGreaterThan(400);
  });
});
