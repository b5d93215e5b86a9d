import { describe, expect, it } from 'vitest';
import { LoopWindow, type Intent, type Iteration } from '../../explore/loop-window.ts';
import type { Operation } from '../../explore/operation.ts';
import { explore } from './machine/explore.ts';
import { load, store, word as at, type Program } from './machine/program.ts';
import { randomProgram } from './machine/random-program.ts';

const look = (index: number, site?: number): Intent => ({ kind: 'load', site, ...at(index) });
const saw = (index: number, read: number): Operation => ({ kind: 'load', lane: 0, order: 'sc', read, ...at(index) });
const change = (index: number, value: number): Intent => ({ kind: 'change', value, ...at(index) });
const changed = (index: number, read: number, wrote: number): Operation => ({
  kind: 'rmw',
  lane: 0,
  read,
  wrote,
  ...at(index),
});
const put = (index: number, value: number): Intent => ({ kind: 'store', value, ...at(index) });
const wrote = (index: number, value: number, lane = 0): Operation => ({
  kind: 'store',
  lane,
  order: 'sc',
  wrote: value,
  ...at(index),
});

/** A window of a thread that did these, one after the other. */
function after(...turns: readonly (readonly [Operation, Intent?])[]): LoopWindow {
  const window = new LoopWindow();
  for (const [op, intent] of turns) window.did(op, intent);
  return window;
}

const looksOf = (iteration: Iteration | undefined): readonly number[] | undefined =>
  iteration?.looks.map(({ byte }) => byte / 4);

describe('a waiting loop', () => {
  it('is parked when it would look again at what has not changed', () => {
    expect(after().watch(look(0))).toBeUndefined();
    expect(looksOf(after([saw(0, 0), look(0)]).watch(look(0)))).toEqual([0]);
    expect(after([saw(0, 0), look(0)]).watch(look(1))).toBeUndefined();
  });

  it('watches all words of its round, each once', () => {
    const round = [
      [saw(0, 0), look(0)],
      [saw(1, 0), look(1)],
    ] as const;
    expect(looksOf(after(...round).watch(look(0)))).toEqual([0, 1]);
    expect(looksOf(after(...round, [saw(1, 0), look(1, 7)]).watch(look(0)))).toEqual([0, 1]);
  });

  it('goes on when somebody has changed one of them', () => {
    const window = after([saw(0, 0), look(0)], [saw(1, 0), look(1)]);
    window.heard(wrote(1, 1, 1));
    expect(window.watch(look(0))).toBeUndefined();
  });

  it('does not go on for a write that changes nothing', () => {
    const window = after([saw(0, 1), look(0)]);
    window.heard(changed(0, 1, 1));
    expect(looksOf(window.watch(look(0)))).toEqual([0]);
  });

  it('is none where it changes memory', () => {
    expect(after([saw(0, 0), look(0)], [wrote(5, 1), put(5, 1)]).watch(look(0))).toBeUndefined();
    expect(after([changed(0, 0, 1), change(0, 1)]).watch(change(0, 1))).toBeUndefined();
  });

  it('may write, where all is as it was after each round', () => {
    const failed = after([changed(0, 1, 1), change(0, 1)]).watch(change(0, 1));
    expect(failed).toMatchObject({ writes: true, idle: true });
    const taken = after([changed(0, 0, 1), change(0, 1)], [saw(1, 1), look(1)], [wrote(0, 0), put(0, 0)]);
    expect(taken.watch(change(0, 1))).toMatchObject({ writes: true, idle: false });
  });

  it('starts afresh after what is no part of a loop', () => {
    const window = after([saw(0, 0), look(0)], [{ kind: 'post', lane: 0, port: 0 }]);
    expect(window.watch(look(0))).toBeUndefined();
  });

  it('is none where the looks come from two places in the code', () => {
    const window = after([saw(0, 0), look(0, 7)]);
    expect(window.watch(look(0, 8))).toBeUndefined();
    expect(looksOf(window.watch(look(0, 7)))).toEqual([0]);
  });
});

it('counts a compare-exchange with another expectation as another look', () => {
  const window = after([
    { kind: 'cas-failed', lane: 0, read: 5, ...at(0) },
    { kind: 'cas', value: 1, ...at(0) },
  ]);
  expect(window.watch({ kind: 'cas', value: 5, ...at(0) })).toBeUndefined();
  expect(window.watch({ kind: 'cas', value: 1, ...at(0) })).toBeDefined();
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
    expect([...explore(program).outcomes.keys()]).toEqual(['[[[1,1]],["gave up"],[[],[]]]']);
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
      const bounded = explore(randomProgram(seed, { ...shape, rounds: 4 }), { parks: false });
      const parked = explore(randomProgram(seed, shape));
      const ended = (outcome: string): boolean => !/gave up|parked/.test(outcome);
      const expected = [...bounded.outcomes.keys()].filter(ended);
      expect(new Set([...parked.outcomes.keys()].filter(ended)), `seed ${seed}`).toEqual(new Set(expected));
      compared += expected.length;
    }
    expect(compared).toBeGreaterThan(400);
  });
});
