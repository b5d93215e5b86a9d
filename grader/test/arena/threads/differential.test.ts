import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Search } from '../../../explore/search.ts';
import { Ending } from '../../../arena/threads/explain/ending.ts';
import { reported } from '../../../arena/common/outcome-classes.ts';
import type { OutcomeClass } from '../../../arena/common/exploration.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { stepsOf } from '../../../arena/threads/explain/steps.ts';
import { draws } from '../../draws.ts';
import { Staged } from './staged.ts';

/** The last two once lost an end: a race that the order of two `notify` hid, and one beside another. */
const seeds = [...Array.from({ length: draws(8, 300) }, (_, seed) => seed), 598, 994];
/** Programs with more interleavings than this are left out. */
const limit = 400;

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build(Object.fromEntries(seeds.map((seed) => [`random${seed}`, `fixture.random(${seed})`])));
});
afterAll(() => staged[Symbol.asyncDispose]());

/** How runs end, races aside: those are told of the same run in one order and not in another. */
function key({ outcome, fault }: Pick<OutcomeClass, 'outcome' | 'fault'>): string {
  return JSON.stringify(outcome ?? (fault?.kind === 'data-race' ? 'stuck' : fault && 'stuck'));
}

/** Every interleaving of every single access, without any reduction; `undefined` when there are too many. */
async function enumerated(scene: Scene): Promise<ReadonlySet<string> | undefined> {
  const search = new Search<unknown>(() => true);
  const ends = new Set<string>();
  for (let runs = 0; search.next() !== undefined; runs++) {
    if (runs === limit) return undefined;
    const prefix = search.next()?.prefix ?? [];
    const run = await scene.run({ plan: { prefix, sleep: new Map() } });
    search.record(stepsOf(run.entries));
    ends.add(key(reported(new Ending(scene, run).result)));
  }
  return ends;
}

describe('the exploration of random programs', () => {
  it('finds the same ends as plain enumeration', async () => {
    let compared = 0;
    for (const seed of seeds) {
      const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario: `random${seed}` });
      const all = await enumerated(scene);
      if (all === undefined) continue;
      compared++;
      const { exploration } = await explore(scene, { budget: 5_000 });
      expect(exploration.complete, `seed ${seed}`).toBe(true);
      expect(new Set(exploration.outcomes.map((ending) => key(ending))), `seed ${seed}`).toEqual(all);
    }
    expect(compared).toBeGreaterThan(seeds.length / 2);
  });
});
