import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimersFirst } from '../../../arena/common/sleeps.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged.remove());

it.each(['sleepsShortly', 'sleepsLong'])('%s: nothing else has waited when time has passed', async (scenario) => {
  expect(await staged.outcome(scenario)).toEqual({ ways: 12, ended: [] });
});

it('who looks again and again whether a thread has ended sees it at last', async () => {
  expect(await staged.outcome('looksForEnds')).toEqual({ 'a short timer': 2, 'each turn': 2 });
});

it('who ends a thread that ends by itself does not wait for ever', async () => {
  expect(await staged.outcome('endsTwice')).toBe('jammed');
});

it('does not pass for a timer that was cleared', async () => {
  expect(await staged.outcome('clearsAndWaits')).toBe(0);
});

it.each([
  ['beatsFast', 400],
  ['beatsEachSecond', 60],
  ['beatsSlowly', 20],
])('%s: a beat that goes on for ever keeps no run from its rest', async (scenario, beats) => {
  expect(await staged.outcome(scenario)).toBe(beats);
});

describe('a timer that guards work that is held', () => {
  const run = async (scenario: string, timersFirst: TimersFirst): Promise<unknown> => {
    const answer = await staged.measure(scenario, undefined, timersFirst);
    return answer.say === 'measured' ? answer.measurement : answer;
  };
  it('goes off after it if it is long', async () => {
    expect(await run('guardsLong', 'few')).toMatchObject({ outcome: { first: 'work', peak: 3 }, slept: 'no' });
  });
  it('goes off before it if it is short', async () => {
    expect(await run('guardsShortly', 'few')).toMatchObject({ outcome: { first: 'timer', peak: 3 } });
  });
  it('goes off before it where timers come first', async () => {
    expect(await run('guardsLong', 'all')).toMatchObject({ outcome: { first: 'timer', peak: 3 } });
  });
  it('was no sleep if it was cleared before the run came to rest', async () => {
    expect(await run('clearsGuard', 'few')).toMatchObject({ outcome: false, slept: 'no' });
  });
  it('goes off after it also if a shorter one goes off again and again', async () => {
    expect(await run('guardsAndBeats', 'few')).toMatchObject({
      outcome: { first: 'work', peak: 3, someBeats: true },
      // How often it beats while the workers start is no fact of the program: after a second of beats they come first.
      slept: expect.stringMatching(/^(?:no|in-pieces)$/),
    });
  });
  it('goes off after it also if it consists of many short ones', async () => {
    expect(await run('guardsInPieces', 'few')).toMatchObject({ outcome: { first: 'work' }, slept: 'no' });
    expect(await run('guardsInPieces', 'all')).toMatchObject({ outcome: { first: 'watch' } });
  });
  it('was a sleep if its pieces went off all the same', async () => {
    expect(await run('sleepsInPieces', 'few')).toMatchObject({ slept: 'in-pieces' });
  });
  it('goes off after it also beside a heartbeat that does not end with it', async () => {
    const told = { outcome: { first: 'work' } };
    expect(await run('guardsAndGoesOnBeating', 'few')).toMatchObject({ ...told, slept: 'in-pieces' });
    expect(await run('guardsAndGoesOnBeating', 'short')).toMatchObject({ ...told, slept: 'no' });
  });
  it('is not reached by what passes while others are held, however often: less than a second in all', async () => {
    const { outcome } = (await run('beatsWhileOthersEnd', 'few')) as { readonly outcome: number };
    expect(outcome).toBeLessThan(10);
  });
  it.each([
    ['limitUnheard', 'no'],
    ['limitHeard', 'long'],
  ])('was a sleep if it can be heard: %s', async (scenario, slept) => {
    expect(await run(scenario, 'few')).toMatchObject({ outcome: false, slept });
  });
  it('goes off in its turn beside a heartbeat, where nobody is held', async () => {
    for (const first of ['few', 'short', 'all'] as const)
      expect(await run('sleepsBesideBeats', first)).toMatchObject({
        outcome: 50,
        slept: first === 'all' ? 'no' : 'long',
      });
  });
  it('was a sleep if the run came no further without it', async () => {
    expect(await run('sleepsLong', 'few')).toMatchObject({ slept: 'long' });
  });
});
