import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../../arena/threads/explain/explain.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import type { Exploration } from '../../../arena/common/exploration.ts';
import { endsOf } from './conformance-table.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

async function explored(scenario: string): Promise<Exploration> {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
  return (await explore(scene, { budget: 20_000 })).exploration;
}

/** Orders by how they ended. */
async function ends(scenario: string): Promise<Record<string, number>> {
  return endsOf(await explored(scenario));
}

/** Distinct values returned by the threads. */
async function results(scenario: string): Promise<string[]> {
  const { outcomes } = await explored(scenario);
  return outcomes.map(({ outcome }) => JSON.stringify(Object(outcome).results)).toSorted();
}

describe('all orders of real threads', () => {
  it('shows every result that sequential consistency allows, and no other', async () => {
    expect(await results('storeBuffering')).toEqual(['[0,1]', '[1,0]', '[1,1]']);
    expect(await results('messagePassing')).toEqual(['[null,[0,0]]', '[null,[0,1]]', '[null,[1,1]]']);
    expect(await results('loadBuffering')).toEqual(['[0,0]', '[0,1]', '[1,0]']);
  });

  it('lets a bounded retry run out while the lock is held', async () => {
    expect(await results('tryThrice')).toEqual(['[null,false]', '[null,true]']);
  });

  it.each([
    ['impatient4', ['impatient1000', 'impatient10000']],
    ['announces2', ['announces1000']],
    ['sleepsAfter4', ['sleepsAfter1000']],
  ])('lets a loop run out after many looks as it would after few: %s', async (few, many) => {
    const expected = Object.keys(await ends(few));
    for (const each of many) {
      const exploration = await explored(each);
      expect(Object.keys(endsOf(exploration))).toEqual(expected);
      expect(exploration.complete).toBe(true);
    }
  });

  it('takes looks at two places of the code for no loop', async () => {
    expect(await results('lookTwice')).toEqual(['[-1,null]', '[0,null]', '[1,null]']);
  });

  it('lets a wait time out, be woken, and not begin', async () => {
    expect(await results('timeout')).toEqual(['["not-equal",null]', '["ok",null]', '["timed-out",null]']);
  });

  it('lets nobody see a wait that has no time', async () => {
    expect(await results('polls')).toEqual(['["timed-out",0]']);
    expect(await results('pollsAsync')).toEqual(['[[false,"not-equal"],null]', '[[false,"timed-out"],null]']);
  });

  it('lets what a thread awaits come in any order', async () => {
    expect(await results('wokenAsync')).toEqual(['["later ok",null]', '["now not-equal",null]']);
    expect(await results('lateAsync')).toEqual([
      '["later ok",null]',
      '["later timed-out",null]',
      '["now not-equal",null]',
    ]);
    expect(await results('twoPromises')).toEqual(['[["first","second"],null]', '[["second","first"],null]']);
    expect(await ends('missedAsync')).toEqual({ 'count 0': 1, deadlock: 1 });
    expect((await explored('twoChannels')).outcomes.map(({ outcome }) => outcome)).toEqual([
      ['left', 'right'],
      ['right', 'left'],
    ]);
  });

  it('tries threads that are alike in one order of their names', async () => {
    await using alike = await Staged.build({}, join(import.meta.dirname, 'fixture-alike'));
    const counts = ({ outcomes }: Exploration): unknown[] => outcomes.map(({ outcome }) => Object(outcome).count);
    const scene = await Scene.open(alike.pool, { stage: alike.stage, scenario: 'alike' });
    const { exploration } = await explore(scene, { budget: 100 });
    expect(exploration).toMatchObject({ schedules: 15, complete: true });
    expect(new Set(counts(exploration))).toEqual(new Set(counts(await explored('increment3'))));
  });

  it('tries all orders of threads that are alike where the code could tell them apart', async () => {
    // Somewhere in the fixture somebody asks for a random number, which each thread has its own of.
    expect((await explored('alike3')).schedules).toBe(36);
  });

  it('lets a thread that follows another begin after the first mark of it', async () => {
    const { outcomes, schedules } = await explored('follows');
    expect(
      outcomes.map(({ outcome }) => Object(outcome).results).toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      [null, 1],
      [null, 2],
    ]);
    expect(schedules).toBe(2);
  });

  it('says nothing of a thread that never began', async () => {
    await using alike = await Staged.build({}, join(import.meta.dirname, 'fixture-alike'));
    const scene = await Scene.open(alike.pool, { stage: alike.stage, scenario: 'followsSleeper' });
    const { exploration } = await explore(scene, { budget: 20 });
    expect(exploration.outcomes).toMatchObject([
      { fault: { kind: 'deadlock', message: 'A waits for ever: no other thread is left that could end the wait.' } },
    ]);
    const { timeline } = await explain(scene, exploration.outcomes[0]?.schedule ?? []);
    expect(timeline.rows.map(({ lane }) => timeline.lanes[lane])).toEqual(['A']);
  });

  it('sends messages, and memory itself in them', async () => {
    const answers = [
      { id: 1, answered: true },
      { id: 2, more: [{}], answered: true },
    ];
    expect((await explored('asked')).outcomes.map(({ outcome }) => outcome)).toEqual([[2, answers]]);
    expect((await explored('sentMemory')).outcomes.map(({ outcome }) => outcome)).toEqual([5]);
  });

  it('takes ordinary accesses for steps only where they race', async () => {
    const own = await explored('ownPixels');
    expect(own).toMatchObject({ schedules: 1, complete: true, outcomes: [{ outcome: 179_700, count: 1 }] });
    const { complete, outcomes } = await explored('sharedPixels');
    expect(complete).toBe(true);
    expect(outcomes.map(({ outcome, fault }) => [outcome, fault?.message])).toEqual([
      [180_000, expect.stringContaining('pixels[300]')],
      [179_700, expect.stringContaining('pixels[300]')],
    ]);
  });

  it('leaves one of two sleepers asleep when one is notified', async () => {
    expect(await ends('notifyOne')).toEqual({ 'missed-wakeup': 2, 'count 0': 3 });
    expect(await ends('notifyAll')).toEqual({ 'count 0': 5 });
  });
});
