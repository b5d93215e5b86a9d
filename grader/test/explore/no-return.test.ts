import { describe, expect, test } from 'vitest';
import { dependent } from '../../explore/dependence.ts';
import { Continuations, pointOfNoReturn } from '../../explore/no-return.ts';
import { replay } from '../../explore/strategy.ts';
import { litmus } from './cases/litmus.ts';
import { locks } from './cases/locks.ts';
import type { Case } from './cases/case.ts';
import { waiting } from './cases/waiting.ts';
import { enumerate, successor } from './machine/enumerate.ts';
import { explore, outcomeOf, run, type Run } from './machine/explore.ts';
import { add, load, store, type Program } from './machine/program.ts';

const isGood = ({ right }: Case, each: Run): boolean => each.end === 'complete' && right?.(each) === true;

/** Every interleaving that begins with these steps, without the search. */
function* continuations(program: Program, each: Run, kept: number): Generator<Run> {
  let prefix = each.steps.slice(0, kept).map(({ actor }) => actor) as readonly number[] | undefined;
  while (prefix !== undefined && prefix.length >= kept) {
    const next = run(program, replay(prefix));
    yield next;
    prefix = successor(next.steps, kept);
  }
}

/** By the definition: the last step before which an order that ends well was still possible. */
const byEnumeration = (each: Case, shown: Run): number | undefined => {
  for (let kept = shown.steps.length - 1; kept >= 0; kept--) {
    for (const other of continuations(each.program, shown, kept)) if (isGood(each, other)) return kept;
  }
  return undefined;
};

const cases = [...litmus, ...locks, ...waiting].filter(
  ({ right, wrong = 0, orders, program }) =>
    right && wrong > 0 && wrong < orders && orders <= 100 && enumerate(program, 1500),
);

test('there are ten programs at least that may end well or badly', () => {
  expect(cases.length).toBeGreaterThanOrEqual(10);
});

describe('the point of no return is what enumeration says', () => {
  test.each(cases.map((each) => [each.name, each] as const))('of %s', async (_, each) => {
    const bad = explore(each.program).runs.filter((other) => !isGood(each, other));
    expect(bad.length).toBeGreaterThan(0);
    for (const shown of bad.slice(0, 3)) {
      const found = await pointOfNoReturn(
        shown.steps,
        dependent,
        async (plan) => {
          const next = run(each.program, plan);
          return { steps: next.steps, good: isGood(each, next) };
        },
        10_000,
      );
      expect(found?.step).toBe(byEnumeration(each, shown));
      if (found === undefined) continue;
      // And whoever is named can take the step, and leads to a good end.
      const prefix = [...shown.steps.slice(0, found.step).map(({ actor }) => actor), found.instead];
      const led = run(each.program, replay(prefix));
      expect([...continuations(each.program, led, prefix.length)].some((other) => isGood(each, other))).toBe(true);
    }
  });
});

test('what is still possible after a beginning is what enumeration finds', () => {
  const program: Program = {
    threads: [0, 1, 2].map(
      (lane) =>
        function* () {
          const value = yield* load(0);
          yield* store(0, value + lane + 1);
          yield* add(1, 1);
        },
    ),
  };
  const first = run(program, replay([0, 1, 1, 2]));
  for (let kept = first.steps.length; kept >= 0; kept--) {
    const search = new Continuations(dependent, first.steps);
    const found = new Set([outcomeOf(first)]);
    for (let plan = search.next(kept); plan !== undefined; plan = search.next(kept)) {
      const next = run(program, plan);
      search.record(next.steps);
      if (next.end === 'complete') found.add(outcomeOf(next));
    }
    expect(found).toEqual(new Set([...continuations(program, first, kept)].map(outcomeOf)));
  }
});

test('where nothing ends well, or the budget is too small, nothing is said', async () => {
  const program: Program = {
    threads: [0, 1].map(
      () =>
        function* () {
          yield* store(0, 1);
        },
    ),
  };
  const shown = run(program, replay([]));
  const never = async (plan: Parameters<typeof run>[1]) => ({ steps: run(program, plan).steps, good: false });
  expect(await pointOfNoReturn(shown.steps, dependent, never, 100)).toBeUndefined();
  expect(
    await pointOfNoReturn(shown.steps, dependent, async (plan) => ({ ...(await never(plan)), good: true }), 0),
  ).toBeUndefined();
});
