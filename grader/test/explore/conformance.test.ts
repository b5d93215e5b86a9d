import { describe, expect, it } from 'vitest';
import { classify } from '../../explore/classify.ts';
import { dependent } from '../../explore/dependence.ts';
import { simplest } from '../../explore/minimise.ts';
import { findRace } from '../../explore/race.ts';
import type { Case } from './cases/case.ts';
import { litmus } from './cases/litmus.ts';
import { locks } from './cases/locks.ts';
import { waiting } from './cases/waiting.ts';
import { enumerate } from './machine/enumerate.ts';
import { explore, type Explored, type Rules } from './machine/explore.ts';

describe.each([
  ['litmus tests', litmus],
  ['locks', locks],
  ['waiting', waiting],
])('%s', (_, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const explored = explore(each.program, rulesOf(each));
    expect(facts(each, explored)).toEqual({
      orders: each.orders,
      redundant: each.redundant ?? 0,
      wrong: each.wrong ?? 0,
      endings: each.wrong === undefined ? [] : (each.endings ?? ['finished']),
      preemptions: each.preemptions,
      races: [each.race],
    });
  });

  it('have as many orders as plain enumeration tells apart, where it can be done', () => {
    const small = cases.flatMap((each) => {
      const all = enumerate(each.program, enumerable, rulesOf(each));
      return all === undefined ? [] : [[each.name, each.orders, all.traces.size] as const];
    });
    expect(small.length).toBeGreaterThan(5);
    expect(small.map(([name, orders]) => [name, orders])).toEqual(small.map(([name, , traces]) => [name, traces]));
  });
});

/** Most interleavings that are tried one by one. */
const enumerable = 1_000;

const rulesOf = ({ parks = false }: Case): Rules => ({ parks });

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

function facts({ right = () => true }: Case, { complete, redundant, runs }: Explored): unknown {
  const wrong = runs.filter((run) => !right(run));
  const preemptions = wrong.map(({ steps }) => simplest(steps, dependent).cost.preemptions);
  return {
    orders: complete,
    redundant,
    wrong: wrong.length,
    endings: [...new Set(wrong.map(({ steps, finalStates }) => classify(steps, finalStates).kind))].toSorted(byText),
    preemptions: wrong.length === 0 ? undefined : Math.min(...preemptions),
    races: [...new Set(runs.map(({ steps }) => findRace(steps)?.kind))],
  };
}
