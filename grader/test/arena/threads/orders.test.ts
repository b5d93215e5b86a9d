import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/scene.ts';
import type { Exploration, Json } from '../../../arena/exploration.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

async function explored(scenario: string): Promise<Exploration> {
  const scene = await Scene.open(staged.team, { stage: staged.stage, scenario });
  return (await explore(scene, { budget: 20_000 })).exploration;
}

/** Orders by how they ended: the fault's kind, or the count. */
async function ends(scenario: string): Promise<{ orders: number; complete: boolean; ends: Record<string, number> }> {
  const { schedules, complete, outcomes } = await explored(scenario);
  const counts: Record<string, number> = {};
  for (const { outcome, fault, count } of outcomes) {
    const key = [fault?.kind, outcome === undefined ? undefined : `count ${countOf(outcome)}`].filter(Boolean).join(', ');
    counts[key] = (counts[key] ?? 0) + count;
  }
  return { orders: schedules, complete, ends: counts };
}

function countOf(outcome: Json): string {
  return JSON.stringify(typeof outcome === 'object' && outcome !== null && 'count' in outcome ? outcome['count'] : outcome);
}

/** Distinct values returned by the threads. */
async function results(scenario: string): Promise<string[]> {
  const { outcomes } = await explored(scenario);
  return outcomes.map(({ outcome }) => JSON.stringify(Object(outcome).results)).toSorted();
}

describe('all orders of real threads', () => {
  // Names and numbers: the conformance table of the explorer; the first number is that of all orders.
  it.each<[string, number, Record<string, number>]>([
    ['increment2', 4, { 'count 2': 2, 'count 1': 2 }],
    ['increment3', 36, { 'count 3': 6, 'count 2': 18, 'count 1': 12 }],
    ['add3', 6, { 'count 3': 6 }],
    ['addTwice3', 90, { 'count 6': 90 }],
    ['plain2', 4, { 'data-race, count 2': 2, 'data-race, count 1': 2 }],
    ['storeBuffering', 3, { 'count 0': 3 }],
    ['messagePassing', 3, { 'count 0': 3 }],
    ['loadBuffering', 3, { 'count 0': 3 }],
    ['unequalRanges', 2, { 'data-race, count 0': 2 }],
    ['write6', 924, { 'count 5': 924 }],
    ['checkThenSet2', 22, { 'count 2': 14, 'count 1': 8 }],
    ['testAndSet2', 4, { 'count 2': 4 }],
    ['testAndSet3', 48, { 'count 3': 48 }],
    ['exchange2', 4, { 'count 2': 4 }],
    ['ticket2', 4, { 'count 2': 4 }],
    ['ticket3', 48, { 'count 3': 48 }],
    ['flagsOnly2', 5, { 'count 0': 4, deadlock: 1 }],
    ['sleeping2', 6, { 'count 2': 6 }],
    ['sleeping3', 342, { 'count 3': 342 }],
    ['drepper2', 8, { 'count 2': 8 }],
    ['drepper3', 1_020, { 'count 3': 1_020 }],
    ['unlockWithoutNotify2', 6, { 'count 2': 4, 'missed-wakeup': 2 }],
    ['notifyBeforeStore2', 12, { 'count 2': 8, 'missed-wakeup': 4 }],
    ['abba', 19, { 'count 0': 18, deadlock: 1 }],
    ['otherWord', 3, { 'count 0': 2, 'missed-wakeup': 1 }],
    ['sameWord', 2, { 'count 0': 2 }],
    ['published', 2, { 'count 42': 2 }],
    ['publishedPlainly', 2, { 'data-race, count 42': 2 }],
  ])('%s has %i', async (scenario, orders, expected) => {
    expect(await ends(scenario)).toEqual({ orders, complete: true, ends: expected });
  });

  it('shows every result that sequential consistency allows, and no other', async () => {
    expect(await results('storeBuffering')).toEqual(['[0,1]', '[1,0]', '[1,1]']);
    expect(await results('messagePassing')).toEqual(['[null,[0,0]]', '[null,[0,1]]', '[null,[1,1]]']);
    expect(await results('loadBuffering')).toEqual(['[0,0]', '[0,1]', '[1,0]']);
  });

  it('lets a bounded retry run out while the lock is held', async () => {
    expect(await results('tryThrice')).toEqual(['[null,false]', '[null,true]']);
  });

  it('takes looks at two places of the code for no loop', async () => {
    expect(await results('lookTwice')).toEqual(['[-1,null]', '[0,null]', '[1,null]']);
  });

  it('lets a wait time out, be woken, and not begin', async () => {
    expect(await results('timeout')).toEqual(['["not-equal",null]', '["ok",null]', '["timed-out",null]']);
  });

  it('lets what a thread awaits come in any order', async () => {
    expect(await results('wokenAsync')).toEqual(['["later ok",null]', '["now not-equal",null]']);
    expect(await results('lateAsync')).toEqual(['["later ok",null]', '["later timed-out",null]', '["now not-equal",null]']);
    expect(await results('twoPromises')).toEqual(['[["first","second"],null]', '[["second","first"],null]']);
    expect((await ends('missedAsync')).ends).toEqual({ 'count 0': 1, deadlock: 1 });
    expect((await explored('twoChannels')).outcomes.map(({ outcome }) => outcome)).toEqual([['left', 'right'], ['right', 'left']]);
  });

  it('sends messages, and memory itself in them', async () => {
    const answers = [{ id: 1, answered: true }, { id: 2, more: [{}], answered: true }];
    expect((await explored('asked')).outcomes.map(({ outcome }) => outcome)).toEqual([[2, answers]]);
    expect((await explored('sentMemory')).outcomes.map(({ outcome }) => outcome)).toEqual([5]);
  });

  it('takes ordinary accesses for steps only where they race', async () => {
    const own = await explored('ownPixels');
    expect(own).toMatchObject({ schedules: 1, complete: true, outcomes: [{ outcome: 1_999_000, count: 1 }] });
    const { complete, outcomes } = await explored('sharedPixels');
    expect(complete).toBe(true);
    expect(outcomes.map(({ outcome, fault }) => [outcome, fault?.message])).toEqual([
      [2_000_000, expect.stringContaining('pixels[1000]')],
      [1_999_000, expect.stringContaining('pixels[1000]')],
    ]);
  });

  it('leaves one of two sleepers asleep when one is notified', async () => {
    expect((await ends('notifyOne')).ends).toEqual({ 'missed-wakeup': 2, 'count 0': 3 });
    expect((await ends('notifyAll')).ends).toEqual({ 'count 0': 5 });
  });
});
