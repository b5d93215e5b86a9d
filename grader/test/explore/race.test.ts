import { describe, expect, it } from 'vitest';
import { findRace } from '../../explore/race.ts';
import { explore, type Explored } from './machine/explore.ts';
import {
  add,
  cas,
  load,
  notify,
  post,
  receive,
  spawn,
  join,
  store,
  wait,
  word,
  type Program,
  type Thread,
} from './machine/program.ts';

const [data, flag, bell] = [0, 1, 2] as const;

/** The kinds of races over all orders; `none` for orders without. */
function races(program: Program): readonly string[] {
  const explored: Explored = explore(program);
  return [...new Set(explored.runs.map(({ steps }) => findRace(steps)?.kind ?? 'none'))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
}

const between = (...threads: readonly (() => Thread)[]): Program => ({ threads });

const publisher = (order: 'sc' | 'plain') =>
  function* () {
    yield* store(data, 1, 'plain');
    yield* store(flag, 1, order);
  };

const subscriber = (order: 'sc' | 'plain') =>
  function* () {
    if ((yield* load(flag, order)) === 1) yield* load(data, 'plain');
  };

function* plainIncrement() {
  const value = yield* load(data, 'plain');
  yield* store(data, value + 1, 'plain');
}

function* locked(body: () => Thread) {
  while ((yield* cas(flag, 0, 1)) !== 0) yield* wait(flag, 1);
  yield* body();
  yield* store(flag, 0);
  yield* notify(flag, 1);
}

describe('a data race', () => {
  it('is two plain increments in every order', () => {
    expect(races(between(plainIncrement, plainIncrement))).toEqual(['plain']);
  });

  it('is data published by a plain flag', () => {
    expect(races(between(publisher('plain'), subscriber('plain')))).toEqual(['plain']);
  });

  it('is data behind a flag that another thread has set again: the second store replaces the first', () => {
    const second = () => store(flag, 2);
    const reader = function* () {
      if ((yield* load(flag)) === 2) yield* load(data, 'plain');
    };
    expect(races(between(publisher('sc'), second, reader))).toEqual(['none', 'plain']);
  });

  it('is a flag that was overwritten plainly, even with the same value', () => {
    const reader = function* () {
      if ((yield* load(flag)) === 1) yield* load(data, 'plain');
    };
    expect(races(between(publisher('sc'), () => store(flag, 1, 'plain'), reader))).toContain('plain');
  });

  it('is two atomic accesses to overlapping ranges that are not equal', () => {
    const wide = function* (): Thread {
      yield { kind: 'store', order: 'sc', value: 1, ...word(data) };
      return 0;
    };
    const narrow = function* (): Thread {
      yield { kind: 'store', order: 'sc', value: 1, ...word(data), size: 1 };
      return 0;
    };
    expect(races(between(wide, narrow))).toEqual(['unequal']);
    expect(races(between(wide, wide))).toEqual(['none']);
  });

  it('is a plain write to a word that others wait on', () => {
    expect(
      races(
        between(
          () => store(flag, 1, 'plain'),
          () => wait(flag, 0, 5),
        ),
      ),
    ).toContain('plain');
  });

  it('names its two steps', () => {
    const [first] = explore(between(plainIncrement, plainIncrement)).runs;
    expect(findRace(first?.steps ?? [])).toEqual({ earlier: 1, later: 2, kind: 'plain' });
  });
});

describe('no data race', () => {
  it.each<[string, Program]>([
    ['data published by an atomic flag', between(publisher('sc'), subscriber('sc'))],
    [
      'plain data under a lock',
      between(
        () => locked(plainIncrement),
        () => locked(plainIncrement),
      ),
    ],
    [
      'data handed over by an atomic update',
      between(
        function* () {
          yield* store(data, 1, 'plain');
          yield* add(flag, 1);
        },
        function* () {
          if ((yield* add(flag, 1)) === 1) yield* load(data, 'plain');
        },
      ),
    ],
    [
      'data in a message',
      between(
        function* () {
          yield* store(data, 1, 'plain');
          yield* post(0, 1);
        },
        function* () {
          yield* receive(0);
          yield* load(data, 'plain');
        },
      ),
    ],
    [
      'data for a thread that is spawned, and from one that is joined',
      {
        threads: [
          function* () {
            yield* store(data, 1, 'plain');
            yield* spawn(1);
            yield* join(1);
            yield* load(data, 'plain');
          },
          plainIncrement,
        ],
        dormant: [1],
      },
    ],
    [
      'data seen by the thread that was woken',
      between(
        function* () {
          if ((yield* wait(bell, 0)) === 'ok') yield* load(data, 'plain');
        },
        function* () {
          yield* store(data, 1, 'plain');
          yield* notify(bell);
        },
      ),
    ],
  ])('is %s', (_, program) => {
    expect(races(program)).toEqual(['none']);
  });
});
