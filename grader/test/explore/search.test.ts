import { describe, expect, it } from 'vitest';
import type { Step } from '../../explore/model.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import { Search } from '../../explore/search.ts';
import { enumerate } from './machine/enumerate.ts';
import { explore } from './machine/explore.ts';
import { add, cas, load, notify, store, wait, type Program } from './machine/program.ts';
import { exploreTasks, touching, type Task } from './machine/tasks.ts';

const stores = (threads: number, length: number): Program => ({
  threads: Array.from({ length: threads }, () => () => storing(length)),
});

function* storing(length: number) {
  for (let value = 1; value <= length; value++) yield* store(0, value);
}

describe('plain enumeration, where everything depends on everything', () => {
  it.each([
    [2, 3, 20],
    [3, 3, 1_680],
    [2, 6, 924],
    [2, 8, 12_870],
  ])('%i threads of %i steps have %i interleavings', (threads, length, interleavings) => {
    const explored = explore(stores(threads, length), { dependent: () => true });
    expect(explored).toMatchObject({ complete: interleavings, redundant: 0 });
  });
});

describe('tasks that start others', () => {
  const increments = (count: number): readonly Task[] =>
    Array.from({ length: count }, () => ({
      touches: [],
      starts: [{ touches: ['read x'], starts: [{ touches: ['write x'] }] }],
    }));

  it.each([
    [2, 20, 4],
    [3, 1_680, 36],
  ])('%i lost updates have %i interleavings and %i orders', (count, interleavings, orders) => {
    expect(exploreTasks(increments(count), () => true).complete).toBe(interleavings);
    expect(exploreTasks(increments(count), touching).complete).toBe(orders);
  });

  it('tries what another step took away', () => {
    const answer: Task = { touches: ['write timer'], clears: 'timer', starts: [{ touches: [] }] };
    const timer: Task = { name: 'timer', touches: ['write timer'] };
    expect(exploreTasks([answer, timer], touching).orders).toEqual(['0 2', '1 0 2']);
    expect(exploreTasks([timer, answer], touching).orders).toEqual(['0 1 2', '1 2']);
  });

  it('tries what the last step took away', () => {
    const answer: Task = { touches: ['write timer'], clears: 'timer' };
    const timer: Task = { name: 'timer', touches: ['write timer'] };
    expect(exploreTasks([answer, timer], touching).orders).toEqual(['0', '1 0']);
  });

  describe('that block on a lock', () => {
    const unlocks: Task = { touches: ['write lock'] };
    const section: Task = { touches: ['write lock'], locks: true, starts: [unlocks] };
    const comesLater: Task = { touches: [], starts: [section] };
    const undeclared: Task = { touches: [], locks: true, starts: [{ touches: [] }] };

    it.each([
      ['four', [section, section, section, section], 24],
      ['three that come later', [comesLater, comesLater, comesLater], 6],
      ['one that has it when the other comes', [section, comesLater], 2],
      ['two that do not say that they depend on each other', [undeclared, undeclared], 2],
    ])('get it in every order once: %s', (_, tasks, orders) => {
      expect(exploreTasks(tasks, touching).complete).toBe(orders);
    });
  });
});

describe('operations that touch other things after a step than before it', () => {
  it('finds the notify before a wait that another thread turned into a refusal', () => {
    const program: Program = {
      threads: [
        function* () {
          yield* cas(0, 0, 1);
          yield* cas(0, 1, 0);
        },
        function* () {
          yield* cas(0, 0, 1);
          return yield* wait(0, 1);
        },
        () => notify(0),
      ],
    };
    expect(explore(program).complete).toBe(enumerate(program, 1_000)?.traces.size);
  });

  it('finds which of two writers let a loop go on that watches both', () => {
    const program: Program = {
      threads: [
        function* () {
          for (;;) {
            const seen = [yield* load(0), yield* load(1)].join();
            if (seen !== '0,0') return seen;
          }
        },
        () => store(0, 1),
        () => store(1, 1),
      ],
    };
    const expected = enumerate(program, 1_000);
    const found = explore(program);
    expect(found.complete).toBe(expected?.traces.size);
    expect(new Set(found.outcomes.keys())).toEqual(expected?.outcomes);
  });

  it('finds the time-out that a notify took away', () => {
    const program: Program = {
      threads: [
        function* () {
          yield* add(1, 1);
          return yield* notify(0);
        },
        () => wait(0, 0, 10),
      ],
    };
    const expected = enumerate(program, 1_000);
    const found = explore(program);
    expect(found.complete).toBe(expected?.traces.size);
    expect(new Set(found.outcomes.keys())).toEqual(expected?.outcomes);
  });
});

describe('a program that does not repeat itself', () => {
  const step = (actor: number, enabled: readonly number[]): Step<string> => ({ actor, op: 'x', enabled });

  /** After its first run, the search wants to see 1 first. */
  const started = (): Search<string> => {
    const search = new Search<string>(() => true);
    search.record([step(0, [0, 1]), step(1, [1])]);
    return search;
  };

  it('is told by another actor', () => {
    expect(() => started().record([step(0, [0, 1]), step(1, [1])])).toThrow(NonDeterminism);
  });

  it('is told by other actors that could have gone on', () => {
    expect(() => started().record([step(1, [1]), step(0, [0])])).toThrow(
      'At step 0 the actors 1 could go on, before it was 0, 1',
    );
  });

  it('is told by a run that ends too early', () => {
    expect(() => started().record([])).toThrow('The run ended after 0 steps, it had 1 before');
  });

  it('is told by a step of an actor that the guide left asleep', () => {
    const search = new Search<string>((a, b) => a === b);
    search.record([
      { actor: 0, op: 'x', enabled: [0, 1, 2] },
      { actor: 1, op: 'x', enabled: [1, 2] },
      { actor: 2, op: 'y', enabled: [2] },
    ]);
    expect(search.next()?.prefix).toEqual([1]);
    expect(() =>
      search.record([
        { actor: 1, op: 'y', enabled: [0, 1, 2] },
        { actor: 0, op: 'x', enabled: [0, 2] },
      ]),
    ).toThrow('Step 1 was taken by 0, which is asleep');
  });
});

it('has nothing left to explore after the one run of a program without steps', () => {
  const search = new Search(() => true);
  expect(search.next()).toEqual({ prefix: [], sleep: new Map() });
  search.record([]);
  expect(search.next()).toBeUndefined();
});
