import { describe, expect, test } from 'vitest';
import { standingOf } from '../../course/progress.ts';
import type { Effect, Event } from '../../watch/state.ts';
import {
  after,
  failed,
  hello,
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
} from './sample-state.ts';

const judge = (run: number, text: string): Effect => ({
  kind: 'judge',
  run,
  exercise: lostUpdate,
  files: saved(text).files,
});

const passedChange = { kind: 'passed', exercise: lostUpdate.id, hash: saved('a').files.hash, at: now.toISOString() };
const attempted = { kind: 'attempted', exercise: lostUpdate.id };

describe('effects of the last of these events', () => {
  test.each<[string, readonly Event[], readonly unknown[]]>([
    ['the files found at the start are judged', [read('a')], [judge(1, 'a')]],
    ['a touched file is no save', [read('a'), read('a')], []],
    ['a touched file is no save after its verdict either', [read('a'), verdict(1, failed), read('a')], []],
    ['a save is judged', [read('a'), verdict(1, failed), read('b')], [judge(2, 'b')]],
    ['a save during a run takes its place', [read('a'), read('b')], [{ kind: 'cancel' }, judge(2, 'b')]],
    ['a save back to the content before is judged', [read('a'), read('b'), read('a')], [{ kind: 'cancel' }, judge(3, 'a')]],
    ['files of an exercise that was left are not judged', [read('x', hello)], []],
    ['a failure is remembered as an attempt', [read('a'), verdict(1, failed)], [{ kind: 'record', changes: [attempted] }]],
    [
      'a pass is remembered with its content',
      [read('a'), verdict(1, passed)],
      [{ kind: 'record', changes: [attempted, passedChange] }],
    ],
    ['what could not be checked is no attempt', [read('a'), verdict(1, unchecked)], []],
    ['a verdict that comes too late is not recorded', [read('a'), read('b'), verdict(1, passed)], []],
    ['r judges again, and looks whether a save went unnoticed', [read('a'), verdict(1, failed), key('r')], [judge(2, 'a'), { kind: 'look' }]],
    ['r during a run starts it again', [read('a'), key('r')], [{ kind: 'cancel' }, judge(2, 'a'), { kind: 'look' }]],
    ['r before the files are read only looks', [key('r')], [{ kind: 'look' }]],
    ['h opens the next hint', [opened, key('h')], [{ kind: 'record', changes: [{ kind: 'hinted', exercise: lostUpdate.id, level: 1 }] }]],
    ['h after the last hint opens none', [opened, key('h'), key('h'), key('h')], []],
    ['h before the page is read does nothing', [key('h')], []],
    ['n does not leave an exercise that has not passed', [read('a'), verdict(1, failed), key('n')], []],
    [
      'n goes to the next exercise that has not passed',
      [read('a'), verdict(1, passed), key('n')],
      [
        { kind: 'open', exercise: mutex },
        { kind: 'record', changes: [{ kind: 'moved', exercise: mutex.id }] },
      ],
    ],
    [
      'n ends the run of what it leaves',
      [read('a'), verdict(1, passed), read('b'), key('n')],
      [
        { kind: 'cancel' },
        { kind: 'open', exercise: mutex },
        { kind: 'record', changes: [{ kind: 'moved', exercise: mutex.id }] },
      ],
    ],
    ['x asks first', [key('x')], []],
    ['x and y reset', [key('x'), key('y')], [{ kind: 'reset', exercise: lostUpdate }]],
    ['x and anything else do not', [key('x'), key('q')], []],
    ['l, a move and Enter open another exercise', [key('l'), key('up'), key('enter')], [
      { kind: 'open', exercise: hello },
      { kind: 'record', changes: [{ kind: 'moved', exercise: hello.id }] },
    ]],
    ['l and Enter stay', [key('l'), key('enter')], []],
    ['the list ends at its last exercise', [key('l'), key('down'), key('down'), key('down'), key('enter')], [
      { kind: 'open', exercise: mutex },
      { kind: 'record', changes: [{ kind: 'moved', exercise: mutex.id }] },
    ]],
    ['q leaves', [key('q')], [{ kind: 'quit' }]],
    ['q leaves the list, too', [key('l'), key('q')], [{ kind: 'quit' }]],
    ['Ctrl-C leaves at any time', [read('a'), key('x'), key('ctrl-c')], [{ kind: 'quit' }]],
    ['a signal leaves', [{ kind: 'stopped' }], [{ kind: 'quit' }]],
    ['a key without a meaning does nothing', [key('z')], []],
  ])('%s', (_fact, events, effects) => {
    expect(after(...events).effects).toEqual(effects);
  });
});

test('a verdict stays until the next one', () => {
  const shown = after(read('a'), verdict(1, failed), read('b'), key('h'), key('l'), key('l')).state.judged;
  expect(shown).toEqual({ verdict: failed, found: saved('a') });
  expect(after(read('a'), verdict(1, failed), read('b'), verdict(2, passed)).state.judged?.verdict).toBe(passed);
});

test('a late verdict of a replaced run changes nothing', () => {
  const before = after(read('a'), read('b')).state;
  expect(after(read('a'), read('b'), verdict(1, failed)).state).toEqual(before);
});

test('the count of schedules is that of the current run', () => {
  const events: Event[] = [read('a'), { kind: 'searched', run: 1, schedules: 500 }];
  expect(after(...events).state.run?.schedules).toBe(500);
  expect(after(read('a'), read('b'), { kind: 'searched', run: 1, schedules: 500 }).state.run?.schedules).toBeUndefined();
});

test('hints that were opened stay open after a verdict', () => {
  const { state } = after(opened, key('h'), key('h'), read('a'), verdict(1, failed));
  expect(standingOf(state.progress, lostUpdate.id).hints).toBe(2);
});

test('an exercise that passed once can be left whatever is saved later', () => {
  const { state } = after(read('a'), verdict(1, passed), read('b'), verdict(2, failed), key('n'));
  expect(state.current).toBe(mutex);
});

test('an answer to a key goes with the next save, too', () => {
  expect(after(key('n')).state.answer).toContain('Not passed yet');
  expect(after(key('n'), key('h')).state.answer).toBeUndefined();
  expect(after(key('n'), read('a')).state.answer).toBeUndefined();
});

test('a notice goes with the next key', () => {
  const told: Event = { kind: 'told', notice: 'The starter is back.' };
  expect(after(told).state.notice).toBe('The starter is back.');
  expect(after(told, key('down')).state.notice).toBeUndefined();
  expect(after(told, read('a'), verdict(1, failed)).state.notice).toBe('The starter is back.');
});

test('going on after everything has passed says so', () => {
  const { state, effects } = after(
    { kind: 'recorded', progress: { exercises: new Map([hello, lostUpdate, mutex].map(({ id }) => [id, { passed: { hash: 'a', at: 'b' }, attempts: 1, hints: 0 }])) } },
    key('n'),
  );
  expect(state.answer).toContain('All exercises have passed.');
  expect(effects).toEqual([]);
});
