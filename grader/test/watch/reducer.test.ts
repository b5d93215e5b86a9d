import { describe, expect, test } from 'vitest';
import { standingOf } from '../../course/progress.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Event } from '../../watch/model/state.ts';
import {
  after,
  afterWith,
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
} from './sample-state.ts';

const passedChange = { kind: 'passed', exercise: lostUpdate.id, hash: saved('a').files.hash, at: now.toISOString() };
const attempted = { kind: 'attempted', exercise: lostUpdate.id };

const keep = (given: Verdict): unknown => ({
  kind: 'keep',
  exercise: lostUpdate,
  hash: saved('a').files.hash,
  verdict: given,
});
const checkTypes = (text: string): unknown => ({
  kind: 'check-types',
  exercise: lostUpdate,
  hash: saved(text).files.hash,
});
const moved = (exercise: Exercise): readonly unknown[] => [
  { kind: 'open', exercise },
  { kind: 'record', changes: [{ kind: 'moved', exercise: exercise.id }] },
];
const recalled: Event = { kind: 'recalled', exercise: lostUpdate.id, hash: saved('a').files.hash, verdict: failed };
const collected = (text: string, of: Exercise): Event => ({ kind: 'collected', exercise: of.id, found: saved(text) });
const save = (text: string): Event => ({ kind: 'read', exercise: lostUpdate.id, found: saved(text, now) });
const failedAt = (line: number): Verdict => ({
  state: 'failed',
  checks: [],
  reach: { schedules: 4, complete: true },
  output: { text: '', lost: 0 },
  figures: [],
  findings: [{ kind: 'race', check: 'a', message: 'b', location: { file: 'main.ts', line } }],
});

describe('effects of the last of these events', () => {
  test.each<[string, readonly Event[], readonly unknown[]]>([
    ['the files found at the start are judged', [read('a')], [judge(1, 'a')]],
    ['a touched file is no save', [read('a'), read('a')], []],
    ['a touched file is no save after its verdict either', [read('a'), verdict(1, failed), read('a')], []],
    ['a save is judged', [read('a'), verdict(1, failed), read('b')], [judge(2, 'b')]],
    ['a save during a run takes its place', [read('a'), read('b')], [{ kind: 'cancel' }, judge(2, 'b')]],
    [
      'a save back to the content before is judged',
      [read('a'), read('b'), read('a')],
      [{ kind: 'cancel' }, judge(3, 'a')],
    ],
    [
      'content that was judged in this session is not judged again',
      [read('a'), verdict(1, failed), read('b'), read('a')],
      [{ kind: 'cancel' }, checkTypes('a')],
    ],
    [
      'what could not be checked is judged again',
      [read('a'), verdict(1, unchecked), read('b'), read('a')],
      [{ kind: 'cancel' }, judge(3, 'a')],
    ],
    ['content that another session judged is judged again', [recalled, read('a')], [judge(1, 'a')]],
    ['files of an exercise that was left are not judged', [read('x', hello)], []],
    [
      'a failure is remembered as an attempt',
      [read('a'), verdict(1, failed)],
      [{ kind: 'record', changes: [attempted] }, keep(failed), checkTypes('a')],
    ],
    [
      'a pass is remembered with its content',
      [read('a'), verdict(1, passed)],
      [{ kind: 'record', changes: [attempted, passedChange] }, keep(passed), checkTypes('a')],
    ],
    ['what could not be checked is no attempt', [read('a'), verdict(1, unchecked)], []],
    ['a verdict that comes too late is not recorded', [read('a'), read('b'), verdict(1, passed)], []],
    [
      'r judges again, and looks whether a save went unnoticed',
      [read('a'), verdict(1, failed), key('r')],
      [judge(2, 'a'), { kind: 'look' }],
    ],
    ['r during a run starts it again', [read('a'), key('r')], [{ kind: 'cancel' }, judge(2, 'a'), { kind: 'look' }]],
    ['r before the files are read only looks', [key('r')], [{ kind: 'look' }]],
    [
      'h opens the next hint',
      [opened, key('h')],
      [{ kind: 'record', changes: [{ kind: 'hinted', exercise: lostUpdate.id, level: 1 }] }],
    ],
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
    [
      'l, a move and Enter open another exercise',
      [key('l'), key('up'), key('enter')],
      [
        { kind: 'open', exercise: hello },
        { kind: 'record', changes: [{ kind: 'moved', exercise: hello.id }] },
      ],
    ],
    ['p goes to the exercise before', [key('p')], moved(hello)],
    ['p at the first exercise stays', [key('p'), key('p')], []],
    [
      'letters search the list, and Enter opens what was found',
      [key('l'), key('m'), key('u'), key('t'), key('enter')],
      moved(mutex),
    ],
    ['what is not found cannot be opened', [key('l'), key('y'), key('y'), key('enter')], []],
    [
      'Tab shows what is pending, and what is done',
      [read('a'), verdict(1, passed), key('l'), key('tab'), key('tab'), key('home'), key('enter')],
      [],
    ],
    [
      'Ctrl-X in the list resets the exercise under the cursor',
      [key('l'), key('up'), key('ctrl-x'), key('y')],
      [{ kind: 'reset', exercise: hello }],
    ],
    ['in the list q is a letter', [key('l'), key('q')], []],
    ['s before a pass reads nothing', [read('a'), verdict(1, failed), key('s')], []],
    [
      's after a pass reads the solution',
      [read('a'), verdict(1, passed), key('s')],
      [{ kind: 'read-solution', exercise: lostUpdate }],
    ],
    ['e opens the main file', [key('e')], [{ kind: 'edit', path: `${lostUpdate.folders.learner}/main.ts`, line: 1 }]],
    [
      'e opens the place of the first finding',
      [read('a'), verdict(1, failedAt(12)), key('e')],
      [{ kind: 'edit', path: `${lostUpdate.folders.learner}/main.ts`, line: 12 }],
    ],
    ['d runs the demo', [key('d')], [{ kind: 'run-program', name: 'demo', program: 1, exercise: lostUpdate }]],
    ['c runs nothing where there is no choice of tools', [key('c')], []],
    ['any key ends a running demo', [key('d'), key('z')], [{ kind: 'end-program' }]],
    ['Ctrl-C ends a running demo, and not the session', [key('d'), key('ctrl-c')], [{ kind: 'end-program' }]],
    [
      'Ctrl-C after the end of a demo leads back',
      [key('d'), { kind: 'program-ended', program: 1, how: '' }, key('ctrl-c')],
      [],
    ],
    [
      'a reads the first of all exercises',
      [read('a'), verdict(1, failed), key('a')],
      [{ kind: 'collect', exercise: hello }],
    ],
    ['a ends the run under way', [read('a'), key('a')], [{ kind: 'cancel' }, { kind: 'collect', exercise: hello }]],
    ['a key ends the run of all', [key('a'), collected('h', hello), key('z')], [{ kind: 'cancel' }]],
    ['a save ends the run of all', [key('a'), collected('h', hello), save('b')], [{ kind: 'cancel' }, judge(2, 'b')]],
    ['l and Enter stay', [key('l'), key('enter')], []],
    [
      'the list ends at its last exercise',
      [key('l'), key('down'), key('down'), key('down'), key('enter')],
      [
        { kind: 'open', exercise: mutex },
        { kind: 'record', changes: [{ kind: 'moved', exercise: mutex.id }] },
      ],
    ],
    ['q leaves', [key('q')], [{ kind: 'quit' }]],
    ['q leaves the help for the exercise', [key('?'), key('q')], []],
    [
      'a key that means something leaves the help, and does it',
      [opened, key('?'), key('h')],
      [{ kind: 'record', changes: [{ kind: 'hinted', exercise: lostUpdate.id, level: 1 }] }],
    ],
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
  expect(
    after(read('a'), read('b'), { kind: 'searched', run: 1, schedules: 500 }).state.run?.schedules,
  ).toBeUndefined();
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
  expect(after(told).state.notices).toEqual(['The starter is back.']);
  expect(after(told, key('down')).state.notices).toEqual([]);
  expect(after(told, read('a'), verdict(1, failed)).state.notices).toEqual(['The starter is back.']);
});

test('a notice hides no other, and is there once', () => {
  const told = (notice: string): Event => ({ kind: 'told', notice });
  expect(after(told('a'), told('b'), told('a')).state.notices).toEqual(['b', 'a']);
});

const others: Event = {
  kind: 'recorded',
  progress: {
    exercises: new Map([hello, mutex].map(({ id }) => [id, { passed: { hash: 'a', at: 'b' }, attempts: 1, hints: 0 }])),
  },
};

describe('when the last exercise passes', () => {
  const last = [others, read('a'), verdict(1, passed)];
  const sweep = (...verdicts: readonly Verdict[]): Event[] =>
    [hello, lostUpdate, mutex].flatMap((exercise, index) => [
      collected('x', exercise),
      verdict(index + 2, verdicts[index] ?? passed),
    ]);

  test('all are judged once more', () => {
    const { state, effects } = after(...last);
    expect(state.view.kind).toBe('all');
    expect(effects.at(-1)).toEqual({ kind: 'collect', exercise: hello });
  });

  test('and the end is shown when they all pass', () => {
    expect(after(...last, ...sweep()).state.view.kind).toBe('final');
  });

  test('and not when one of them no longer does', () => {
    const { view } = after(...last, ...sweep(passed, failed)).state;
    expect(view).toMatchObject({ kind: 'all', sweep: { current: undefined, waiting: [] } });
    expect(view.kind === 'all' && [...view.sweep.results.values()]).toEqual(['passed', 'failed', 'passed']);
  });

  test('n does it again', () => {
    expect(after(...last, ...sweep(), key('escape'), key('n')).effects).toEqual([{ kind: 'collect', exercise: hello }]);
  });
});

test('a verdict of this session is shown at once, and labelled', () => {
  const { state } = after(read('a'), verdict(1, failed), read('b'), verdict(2, passed), read('a'));
  expect(state.run).toBeUndefined();
  expect(state.judged).toEqual({ verdict: failed, found: saved('a'), remembered: 'session' });
});

test('a verdict of another session is shown at once, and replaced', () => {
  expect(after(recalled, read('a')).state.judged).toMatchObject({ verdict: failed, remembered: 'earlier' });
  expect(after(read('a'), recalled).state.judged).toMatchObject({ verdict: failed, remembered: 'earlier' });
  expect(after(recalled, read('a'), verdict(1, passed)).state.judged).toEqual({ verdict: passed, found: saved('a') });
  expect(after(recalled, read('b')).state.judged).toBeUndefined();
});

test('a save leads back from what is only read, and not from the list', () => {
  expect(after(key('?'), save('b')).state.view.kind).toBe('exercise');
  expect(after(key('l'), save('b')).state.view.kind).toBe('list');
  expect(after(key('x'), save('b')).state.view.kind).toBe('reset');
});

test('a pass goes on by itself only where that was asked for, and only after a save', () => {
  const auto: Event[] = [save('b'), verdict(1, passed)];
  expect(after(...auto).state.current).toBe(lostUpdate);
  expect(afterWith({ autoNext: true }, ...auto).state.current).toBe(mutex);
  expect(afterWith({ autoNext: true }, read('b'), verdict(1, passed)).state.current).toBe(lostUpdate);
});
