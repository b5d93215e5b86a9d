import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../course/exercise.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { sessionView } from '../../watch/model/session-view.ts';
import type { Event } from '../../watch/model/state.ts';
import {
  after,
  failed,
  hello,
  judge,
  key,
  lostUpdate,
  mutex,
  now,
  opened,
  read,
  saved,
  verdict,
  type Story,
} from './sample-state.ts';

const collected = (text: string, of: Exercise): Event => ({ kind: 'collected', exercise: of.id, found: saved(text) });
const save = (text: string): Event => ({ kind: 'read', exercise: lostUpdate.id, found: saved(text, now) });

const twoFindings = (...failing: readonly string[]): Verdict => {
  const found = failing.map((check) => ({ kind: 'race', check, message: 'b' }) as const);
  const [first = { kind: 'race', check: 'none', message: 'b' } as const, ...rest] = found;
  const checks = ['one', 'two', 'three'].map((title) => ({ title, passed: !failing.includes(title) }));
  return { ...failed, checks, findings: [first, ...rest] } as Verdict;
};

test('the arrows go through the findings, and a new verdict begins with the first', () => {
  const events: Event[] = [read('a'), verdict(1, twoFindings('one', 'two'))];
  const shown = (...keys: readonly string[]): number => after(...events, ...keys.map(key)).state.finding;
  expect(shown('right')).toBe(1);
  expect(shown('right', 'f')).toBe(0);
  expect(shown('left')).toBe(1);
  expect(after(...events, key('right'), read('b'), verdict(2, twoFindings('two'))).state.finding).toBe(0);
});

test('the session as JSON tells what is mended and what is new', () => {
  const { state } = after(
    opened,
    read('a'),
    verdict(1, twoFindings('one', 'two')),
    read('b'),
    verdict(2, twoFindings('two', 'three')),
  );
  const view = sessionView(state, '/kit');
  expect(view.judged).toMatchObject({ mended: ['one'], broken: ['three'], failedBefore: 2, finding: 0 });
  expect(view.exercise).toMatchObject({ name: 'lost-update', place: 2, hintCount: 2, hints: [] });
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
});

describe('a reset', () => {
  const starter = saved('starter').files.hash;
  const reset: Event = { kind: 'reset', reset: { exercise: lostUpdate.id, backup: '.racelings/b', hash: starter } };

  test('is said until the next save, and u takes it back', () => {
    const events: Event[] = [read('mine'), reset, save('starter'), key('down')];
    expect(after(...events).state.reset).toBeDefined();
    expect(after(...events, key('u')).effects).toEqual([
      { kind: 'undo-reset', exercise: lostUpdate, backup: '.racelings/b' },
    ]);
    expect(after(...events, save('more')).state.reset).toBeUndefined();
    expect(after(...events, key('u'), key('u')).effects).toEqual([]);
  });
});

test('a save of another exercise is said', () => {
  const { notices } = after({ kind: 'saved-elsewhere', exercise: mutex.id, file: 'main.ts' }).state;
  expect(notices).toEqual(['main.ts of mutex was saved. This screen shows lost-update: l takes you to mutex.']);
});

test('the key that stops the run of all does only that', () => {
  const { state, effects } = after(read('a'), verdict(1, failed), key('a'), collected('h', hello), key('h'));
  expect(state.view.kind).toBe('exercise');
  expect(effects).toEqual([{ kind: 'cancel' }]);
  expect(after(key('a'), key('q')).effects).toEqual([]);
});

describe('a run of all that comes before the verdict on what was found', () => {
  const stopped = (...events: readonly Event[]): Story => after(...events, key('a'), key('escape'));

  test('puts it off until it is stopped', () => {
    expect(stopped(read('a')).effects).toEqual([judge(2, 'a')]);
    expect(stopped(read('a'), verdict(1, failed), save('b')).effects).toEqual([judge(3, 'b')]);
    expect(stopped(read('a'), verdict(1, failed)).effects).toEqual([]);
    const { effects } = after(read('a'), key('a'), collected('h', hello), { kind: 'wished', wish: { kind: 'hint' } });
    expect(effects).toContainEqual(judge(3, 'a'));
  });

  test('may have judged it, which is then shown', () => {
    const results = [hello, lostUpdate, mutex].flatMap((exercise, index) => [
      collected('a', exercise),
      verdict(index + 2, exercise === lostUpdate ? twoFindings('one') : failed),
    ]);
    const { state } = after(read('a'), key('a'), ...results, key('escape'));
    expect(state.run).toBeUndefined();
    expect(state.judged).toMatchObject({ verdict: twoFindings('one'), remembered: 'session' });
  });

  test('is not cut into by the first look at the files', () => {
    const { state, effects } = after(key('a'), read('a'));
    expect([state.run, effects]).toEqual([undefined, []]);
    expect(after(key('a'), read('a'), key('escape')).effects).toEqual([judge(1, 'a')]);
  });
});

test('any key means Space, too', () => {
  expect(after(key('d'), key('space')).effects).toEqual([{ kind: 'end-program' }]);
  expect(after(key('?'), key('space')).state.view.kind).toBe('exercise');
});
