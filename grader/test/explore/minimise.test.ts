import { describe, expect, it } from 'vitest';
import { dependent } from '../../explore/dependence.ts';
import { costOf } from '../../explore/cost.ts';
import { causalPast, simplest } from '../../explore/minimise.ts';
import type { Schedule, Step } from '../../explore/model.ts';
import type { Operation } from '../../explore/operation.ts';
import { replay } from '../../explore/strategy.ts';
import { explore, outcomeOf, run } from './machine/explore.ts';
import { load, notify, store, wait, type Program } from './machine/program.ts';
import { randomProgram } from './machine/random-program.ts';

function follow(program: Program, schedule: Schedule): readonly Step<Operation>[] {
  return run(program, replay(schedule)).steps;
}

describe('the simplest schedule of a trace', () => {
  const lostUpdate: Program = {
    threads: [0, 1].map(
      (thread) =>
        function* () {
          yield* store(1 + thread, 1);
          const value = yield* load(0);
          yield* store(0, value + 1);
          yield* store(1 + thread, 2);
        },
    ),
  };

  it('interrupts a thread once for a lost update, wherever it was switched before', () => {
    const scattered = follow(lostUpdate, [0, 1, 0, 1, 0, 1, 0, 1]);
    expect(simplest(scattered, dependent)).toEqual({
      schedule: [1, 1, 0, 0, 0, 0, 1, 1],
      cost: { preemptions: 1, switches: 2, length: 8 },
    });
  });

  it('counts no preemption where a thread falls asleep', () => {
    const program: Program = {
      threads: [
        function* () {
          yield* wait(0, 0);
          yield* store(1, 1);
        },
        () => notify(0),
      ],
    };
    expect(simplest(follow(program, [0, 1, 0]), dependent).cost).toEqual({ preemptions: 0, switches: 2, length: 3 });
  });

  it('leaves the steps alone that are fixed', () => {
    const scattered = follow(lostUpdate, [0, 1, 0, 1, 0, 1, 0, 1]);
    const { schedule } = simplest(scattered, dependent, { fixedFrom: 2 });
    expect(schedule).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('ends like the run that it was made from, in the same number of steps, with no more preemptions', () => {
    let simpler = 0;
    for (let seed = 0; seed < 150; seed++) {
      const program = randomProgram(seed, {
        threads: 3,
        length: 3,
        words: 2,
        kinds: ['load', 'store', 'cas', 'notify', 'mark'],
      });
      for (const original of explore(program).runs) {
        const { schedule, cost } = simplest(original.steps, dependent);
        const before = costOf(original.steps);
        const replayed = run(program, replay(schedule));
        expect(outcomeOf(replayed)).toBe(outcomeOf(original));
        expect(costOf(replayed.steps)).toEqual(cost);
        expect(cost.preemptions).toBeLessThanOrEqual(before.preemptions);
        if (cost.preemptions < before.preemptions) simpler++;
      }
    }
    expect(simpler).toBeGreaterThan(0);
  });
});

describe('the cost of a schedule', () => {
  const step = (actor: number, ...enabled: number[]): Step<undefined> => ({ actor, op: undefined, enabled });

  it('counts as preemptions those switches before which the last actor could go on', () => {
    expect(costOf([])).toEqual({ preemptions: 0, switches: 0, length: 0 });
    expect(costOf([step(0, 0, 1), step(1, 0, 1), step(1, 0, 1), step(0, 0)])).toEqual({
      preemptions: 1,
      switches: 2,
      length: 4,
    });
  });

  it('counts no switch between actors of the same task', () => {
    const task = (actor: number): number => Math.floor(actor / 10);
    expect(costOf([step(0, 0, 1, 10), step(1, 1, 10), step(10, 2, 10), step(2, 2)], task)).toEqual({
      preemptions: 1,
      switches: 2,
      length: 4,
    });
  });
});

it('leaves out of the causal past what could not have had an influence', () => {
  const program: Program = {
    threads: [
      function* () {
        yield* store(0, 1);
        yield* store(5, 1);
      },
      function* () {
        yield* store(6, 1);
        yield* load(0);
      },
    ],
  };
  // 0: store 0, 1: store 5, 2: store 6, 3: load 0
  expect([...causalPast(follow(program, [0, 0, 1, 1]), dependent, [3])]).toEqual([0, 2, 3]);
});
