import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { views } from './fixture/attempt/views.ts';
import { Staged } from './staged.ts';

const names = Object.keys(views);

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build(
    Object.fromEntries(names.map((name, index) => [`view${index}`, `fixture.viewed(${JSON.stringify(name)})`])),
  );
});
afterAll(() => staged[Symbol.asyncDispose]());

describe('a view that is followed does what every other does', () => {
  test.each(names)('%s', async (name) => {
    const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario: `view${names.indexOf(name)}` });
    const { exploration } = await explore(scene, { budget: 1000 });
    const expected: unknown = views[name]?.(new Int32Array(new SharedArrayBuffer(16)));
    expect(exploration.outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([
      JSON.parse(JSON.stringify(expected)),
    ]);
  });
});
