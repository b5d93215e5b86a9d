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
  passed,
  read,
  saved,
  unchecked,
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
  const reset: Event = {
    kind: 'reset',
    reset: { exercise: lostUpdate.id, what: 'starter', backup: '.racelings/b', hash: starter },
  };

  test('is said until the next save, and u takes it back', () => {
    const events: Event[] = [read('mine'), reset, save('starter'), key('down')];
    expect(after(...events).state.reset).toBeDefined();
    expect(after(...events, key('u')).effects).toEqual([
      { kind: 'undo-reset', exercise: lostUpdate, backup: '.racelings/b' },
    ]);
    expect(after(...events, save('more')).state.reset).toBeUndefined();
    expect(after(...events, key('u'), key('u')).effects).toEqual([]);
  });

  const own: Event = {
    kind: 'reset',
    reset: { exercise: lostUpdate.id, what: 'own', backup: undefined, hash: saved('mine').files.hash },
  };
  const mine: readonly Event[] = [read('mine'), verdict(1, twoFindings('one', 'two'))];

  test.each<[string, readonly Event[]]>([
    ['before its files are read', [reset, save('starter'), verdict(2, twoFindings('two'))]],
    ['after its files are read', [save('starter'), reset, verdict(2, twoFindings('two'))]],
    ['after its verdict', [save('starter'), verdict(2, twoFindings('two')), reset]],
    ['and undone', [reset, save('starter'), verdict(2, twoFindings('two')), key('u'), save('mine'), own]],
  ])('that is told %s is no version to compare with the one before', (_when, events) => {
    const { state } = after(...mine, ...events);
    expect(sessionView(state, '/kit').judged).toMatchObject({ mended: [], broken: [], failedBefore: 0 });
    const { judged } = after(...mine, ...events, save('more'), verdict(3, twoFindings('three'))).state;
    expect(judged?.before).toBeDefined();
  });

  test('and its undoing are said', () => {
    expect(sessionView(after(...mine, reset).state, '/kit').reset).toMatchObject({ what: 'starter' });
    expect(sessionView(after(...mine, reset, key('u'), own).state, '/kit').reset).toMatchObject({ what: 'own' });
  });
});

describe('a verdict is compared with that of the version before', () => {
  const changed = (...events: readonly Event[]): unknown => {
    const { mended, broken } = sessionView(after(opened, ...events).state, '/kit').judged ?? {};
    return { mended, broken };
  };
  const notTried = { title: 'two', passed: false, tried: false } as const;
  const first: Verdict = { ...twoFindings('one'), checks: [{ title: 'one', passed: false }, notTried] } as Verdict;
  const all: Verdict = {
    ...passed,
    checks: ['one', 'two', 'three'].map((title) => ({ title, passed: true })),
  } as Verdict;

  test('what was not tried then is not new', () => {
    expect(changed(read('a'), verdict(1, first), read('b'), verdict(2, twoFindings('two')))).toEqual({
      mended: ['one'],
      broken: [],
    });
  });

  test('what fails after a pass is new', () => {
    expect(changed(read('a'), verdict(1, all), read('b'), verdict(2, twoFindings('two')))).toEqual({
      mended: [],
      broken: ['two'],
    });
  });

  test('not with another one on the same content, nor with one that could not be given', () => {
    const events = [read('a'), verdict(1, twoFindings('one', 'two')), read('b'), verdict(2, unchecked), key('r')];
    const again = [...events, verdict(3, twoFindings('two')), key('r'), verdict(4, twoFindings('two', 'three'))];
    expect(changed(...again)).toEqual({ mended: ['one'], broken: ['three'] });
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
