import { describe, expect, it } from 'vitest';
import { dependent } from '../../explore/dependence.ts';
import { Guide } from '../../explore/guide.ts';
import type { Actor, Plan } from '../../explore/model.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import type { Operation } from '../../explore/operation.ts';
import { Search } from '../../explore/search.ts';
import { run } from './machine/explore.ts';
import { randomProgram } from './machine/random-program.ts';

const same = (a: string, b: string): boolean => a === b;

function guide(plan: Partial<Plan<string>>, ...taken: readonly (readonly [Actor, string])[]): Guide<string> {
  const made = new Guide<string>({ prefix: [], sleep: new Map(), ...plan }, same);
  for (const [actor, op] of taken) made.took(actor, op);
  return made;
}

describe('a guide', () => {
  it('follows the prefix, then stays on the last actor, else takes the lowest', () => {
    const made = guide({ prefix: [2, 1] });
    expect(made.choose([0, 1, 2])).toBe(2);
    made.took(2, 'x');
    expect(made.choose([0, 1, 2])).toBe(1);
    made.took(1, 'x');
    expect(made.choose([0, 1, 2])).toBe(1);
    expect(made.choose([0, 2])).toBe(0);
  });

  it('passes over sleepers until a step depends on theirs', () => {
    const sleep = new Map([[0, 'x']]);
    expect(guide({ sleep }).choose([0, 1])).toBe(1);
    expect(guide({ sleep }, [1, 'y']).choose([0])).toBeUndefined();
    expect(guide({ sleep }, [1, 'x']).choose([0])).toBe(0);
  });

  it('lets the last step of the prefix wake sleepers, and none before it', () => {
    const plan = { prefix: [1, 2], sleep: new Map([[0, 'x']]) };
    expect(guide(plan, [1, 'x'], [2, 'y']).choose([0])).toBeUndefined();
    expect(guide(plan, [1, 'y'], [2, 'x']).choose([0])).toBe(0);
  });

  it('wakes a sleeper that could not go on for a while', () => {
    const made = guide({ sleep: new Map([[0, 'x']]) });
    expect(made.choose([1])).toBe(1);
    made.took(1, 'y');
    expect(made.choose([0, 2])).toBe(0);
  });

  it('reports a prefix that cannot be followed', () => {
    expect(() => guide({ prefix: [3] }).choose([0, 1])).toThrow(
      new NonDeterminism('At step 0 the plan says 3, but only 0, 1 can go on'),
    );
    expect(() => guide({ prefix: [3] }, [1, 'x'])).toThrow('Step 0 was taken by 1, the plan says 3');
  });

  it('draws the same random schedule again, and others from other seeds', () => {
    const draw = (kind: 'random' | 'priority', seed: number): string => {
      const made = guide({ tail: kind === 'random' ? { kind, seed } : { kind, seed, changes: [3, 7] } });
      return Array.from({ length: 12 }, () => {
        const actor = made.choose([0, 1, 2]) ?? -1;
        made.took(actor, 'x');
        return actor;
      }).join('');
    };
    for (const kind of ['random', 'priority'] as const) {
      expect(draw(kind, 1)).toBe(draw(kind, 1));
      expect(new Set([0, 1, 2, 3, 4].map((seed) => draw(kind, seed))).size).toBeGreaterThan(2);
    }
  });

  it('by priorities changes actors only at the given steps', () => {
    const made = guide({ tail: { kind: 'priority', seed: 5, changes: [2] } });
    const chosen = Array.from({ length: 6 }, () => {
      const actor = made.choose([0, 1, 2]) ?? -1;
      made.took(actor, 'x');
      return actor;
    });
    expect(new Set(chosen.slice(0, 3)).size).toBe(1);
    expect(new Set(chosen.slice(3)).size).toBe(1);
    expect(chosen[3]).not.toBe(chosen[2]);
  });
});

it('agrees with a guide of another thread that hears of the steps late', () => {
  for (let seed = 0; seed < 20; seed++) {
    const program = randomProgram(seed, {
      threads: 3,
      length: 3,
      words: 2,
      kinds: ['load', 'store', 'wait', 'notify', 'cas'],
    });
    const search = new Search<Operation>(dependent);
    for (let plan = search.next(); plan !== undefined; plan = search.next()) {
      const { steps } = run(program, plan);
      const late = new Guide(plan, dependent);
      // It hears of three steps at once, and is asked only then.
      for (const [index, step] of steps.entries()) {
        if (index % 3 === 0) expect(late.choose(step.enabled)).toBe(step.actor);
        late.took(step.actor, step.op);
      }
      search.record(steps);
    }
  }
});
