import { afterAll, beforeAll, expect, it } from 'vitest';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { Staged } from './staged.ts';

/* More accesses than are followed take long on real threads: this is for the long run alone (long.config.ts). */

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

it('a loop of more accesses than can be followed is called long, and not endless', async () => {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario: 'manyPixels' });
  const { exploration } = await explore(scene, { budget: 2_000 });
  expect(exploration.outcomes.map(({ fault }) => fault)).toMatchObject([
    { kind: 'stuck', message: expect.stringContaining('32,768 times in one order') },
  ]);
});
