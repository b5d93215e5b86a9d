import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exploration, Json } from '../../../arena/common/exploration.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { accesses, elements, manners } from './fixture/attempt/accesses.ts';
import { Staged } from './staged.ts';

const names = Object.keys(accesses);

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build(
    Object.fromEntries(names.map((name, index) => [`access${index}`, `fixture.access(${JSON.stringify(name)})`])),
  );
});
afterAll(() => staged[Symbol.asyncDispose]());

async function explored(scenario: string): Promise<Exploration> {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
  return (await explore(scene, { budget: 20_000 })).exploration;
}

/** The outcome of a scenario that has only one order. */
async function only(scenario: string): Promise<Json | undefined> {
  const { outcomes } = await explored(scenario);
  expect(outcomes).toHaveLength(1);
  return outcomes[0]?.outcome;
}

/** As JSON carries it. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('memory that is followed', () => {
  it('does what memory does that is not, for every access', async () => {
    const expected = names.map((name) => {
      const view = new Int32Array(new SharedArrayBuffer(16));
      view.set([0, 3, 1, 2]);
      return [name, JSON.stringify(accesses[name]?.(view)) ?? null, [...view]];
    });
    expect(await only('allAccesses')).toEqual(asJson(expected));
  });

  it('has the manners of a typed array', async () => {
    const view = new Int32Array(new SharedArrayBuffer(16));
    view.set([1, 2, 3, 4]);
    expect(await only('manners')).toEqual(asJson(manners(view)));
  });

  it('holds what each kind of element can hold', async () => {
    expect(await only('elements')).toEqual(asJson(elements(new SharedArrayBuffer(16))));
  });

  it('grows, whoever made it', async () => {
    const result = [8, true, 32, 2, null, 0, 16, 4, 16, 9, 1, [0, 0, 0, 9], 'RangeError', 'RangeError', 'RangeError'];
    expect(await only('grown')).toEqual({ A: result, B: result });
  });

  it('may be looked at before it grows, while it does and after', async () => {
    const { outcomes } = await explored('grownByAnother');
    const seen = outcomes.map(({ outcome }) => outcome);
    const before = ['nothing', 'RangeError', 'RangeError', 'RangeError'];
    const after = [0, 0, 0, 1];
    expect(seen).toHaveLength(5);
    for (let grown = 0; grown <= 4; grown++)
      expect(seen).toContainEqual([...before.slice(0, grown), ...after.slice(grown)]);
  });

  const onlyAsksForKeys = ['Object.keys'];
  it.each(names.filter((name) => !onlyAsksForKeys.includes(name)))('is seen to race: %s', async (name) => {
    const { outcomes } = await explored(`access${names.indexOf(name)}`);
    expect(outcomes.map(({ fault }) => fault?.kind)).toContain('data-race');
  });
});
