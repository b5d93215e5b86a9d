import { describe, expect, it } from 'vitest';
import { dependent } from '../../explore/dependence.ts';
import { causalPast, compareEffort, simplest } from '../../explore/minimise.ts';
import type { Schedule, Step } from '../../explore/model.ts';
import type { Operation } from '../../explore/operation.ts';
import { replay } from '../../explore/strategy.ts';
import { explore, outcomeOf, run } from './machine/explore.ts';
import { load, notify, store, wait, type Program } from './machine/program.ts';
import { randomProgram } from './machine/random-program.ts';

function follow(program: Program, schedule: Schedule): readonly Step<Operation>[] {
  return run(program, replay(schedule)).steps;
}

/** How often an actor was left although it could go on, read off a run. */
function preemptionsOf(steps: readonly Step<Operation>[]): number {
  return steps.filter(({ actor, enabled }, index) => {
    const last = steps[index - 1]?.actor;
    return last !== undefined && last !== actor && enabled.includes(last);
  }).length;
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
      effort: { preemptions: 1, switches: 2, length: 8 },
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
    expect(simplest(follow(program, [0, 1, 0]), dependent).effort).toEqual({ preemptions: 0, switches: 2, length: 3 });
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
        const { schedule, effort } = simplest(original.steps, dependent);
        const replayed = run(program, replay(schedule));
        expect(outcomeOf(replayed)).toBe(outcomeOf(original));
        expect(preemptionsOf(replayed.steps)).toBe(effort.preemptions);
        expect(effort.preemptions).toBeLessThanOrEqual(preemptionsOf(original.steps));
        if (effort.preemptions < preemptionsOf(original.steps)) simpler++;
      }
    }
    expect(simpler).toBeGreaterThan(0);
  });
});

it('compares preemptions before switches before length', () => {
  const effort = (preemptions: number, switches: number, length: number) => ({ preemptions, switches, length });
  expect(compareEffort(effort(0, 9, 9), effort(1, 0, 0))).toBeLessThan(0);
  expect(compareEffort(effort(1, 1, 9), effort(1, 2, 0))).toBeLessThan(0);
  expect(compareEffort(effort(1, 1, 1), effort(1, 1, 2))).toBeLessThan(0);
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
