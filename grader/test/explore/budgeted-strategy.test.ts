import { describe, expect, it } from 'vitest';
import { Bounded } from '../../explore/bounded.ts';
import { dependent } from '../../explore/dependence.ts';
import { BudgetedStrategy, type Progress } from '../../explore/budgeted-strategy.ts';
import type { Operation } from '../../explore/operation.ts';
import { run, type Run } from './machine/explore.ts';
import { load, store, type Program } from './machine/program.ts';

const stores = (threads: number, length: number): Program => ({
  threads: Array.from({ length: threads }, () => () => storing(length)),
});

function* storing(length: number) {
  for (let value = 1; value <= length; value++) yield* store(0, value);
}

function* increment() {
  const value = yield* load(0);
  yield* store(0, value + 1);
}

/** The first thread must be overtaken at its very start, which a depth-first search comes to last. */
const needle: Program = {
  threads: [
    function* () {
      const early = yield* load(1);
      yield* storing(8);
      return early;
    },
    function* () {
      yield* store(1, 1);
      yield* storing(8);
    },
  ],
};

function explored(
  program: Program,
  budget: number,
  stepsPerRun?: number,
): { readonly runs: readonly Run[]; readonly progress: Progress } {
  const exploration = new BudgetedStrategy<Operation>(dependent, budget, {
    ...(stepsPerRun !== undefined && { stepsPerRun }),
  });
  const runs: Run[] = [];
  for (let plan = exploration.next(); plan !== undefined; plan = exploration.next()) {
    const each = run(program, plan);
    runs.push(each);
    exploration.record(each.steps, each.end === 'redundant');
  }
  return { runs, progress: exploration.progress };
}

const schedules = (runs: readonly Run[]): readonly string[] =>
  runs.map(({ steps }) => steps.map(({ actor }) => actor).join(''));

describe('an exploration', () => {
  it('is complete when the budget is enough for the search', () => {
    const { progress } = explored({ threads: [increment, increment] }, 100);
    expect(progress).toEqual({ schedules: 4, shared: 0, complete: true, redundant: 0 });
  });

  it('leaves a quarter of the budget to the other strategies', () => {
    const program = { threads: [increment, increment] };
    expect(explored(program, 5).progress.complete).toBe(true);
    expect(explored(program, 4).progress.complete).toBe(false);
  });

  it('spends exactly its budget otherwise', () => {
    const { runs, progress } = explored(stores(3, 4), 200);
    expect(runs).toHaveLength(200);
    expect(progress).toEqual({ schedules: 200, shared: 0, complete: false, redundant: 0 });
  });

  it('lets a long run count as several, and still comes to the samples', () => {
    const { runs, progress } = explored(stores(3, 4), 200, 5);
    expect(runs).toHaveLength(67);
    expect(progress.complete).toBe(false);
    expect(new Set(schedules(runs).slice(-8)).size).toBeGreaterThan(4);
  });

  it('does the same runs again', () => {
    const program = stores(3, 4);
    expect(schedules(explored(program, 200).runs)).toEqual(schedules(explored(program, 200).runs));
  });

  it('tries other beginnings where the search does not get that far', () => {
    const sees = ({ results }: Run): boolean => results[0] === 1;
    const { runs } = explored(needle, 200);
    expect(runs.slice(0, 150).some(sees)).toBe(false);
    expect(runs.some(sees)).toBe(true);
  });

  it('samples different schedules at the end', () => {
    const last = schedules(explored(stores(3, 4), 400).runs).slice(-50);
    expect(new Set(last).size).toBeGreaterThan(25);
  });
});

describe('schedules with a bounded number of preemptions', () => {
  // Counted by hand: each of n threads of k steps is cut into pieces, and the pieces are put in order.
  it.each([
    [2, 4, 0, 2],
    [2, 4, 1, 8],
    [2, 4, 2, 26],
    [2, 4, 3, 44],
    [2, 4, 9, 70],
    [3, 2, 1, 24],
    [3, 2, 2, 60],
    [3, 4, 1, 60],
    [3, 4, 2, 402],
  ])('%i threads of %i steps, at most %i: %i', (threads, length, bound, count) => {
    const bounded = new Bounded<Operation>(bound);
    const found: Run[] = [];
    for (let plan = bounded.next(); plan !== undefined; plan = bounded.next()) {
      const each = run(stores(threads, length), plan);
      found.push(each);
      bounded.record(each.steps);
    }
    expect(found).toHaveLength(count);
    expect(new Set(schedules(found)).size).toBe(count);
  });
});
