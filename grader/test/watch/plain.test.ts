import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../course/exercise.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { toldChange, toldStart } from '../../watch/screens/plain.ts';
import { reduce } from '../../watch/model/reducer.ts';
import type { Look } from '../../watch/screens/sheet.ts';
import type { Event } from '../../watch/model/state.ts';
import { samples } from '../report/samples.ts';
import { problemsOf } from './problem-matcher.ts';
import {
  after,
  failed,
  hello,
  key,
  lostUpdate,
  mutex,
  opened,
  page,
  passed,
  read,
  saved,
  unchecked,
  verdict,
} from './sample-state.ts';

const look: Look = { colors: pc.createColors(false), ascii: false, links: false, root: '/kit' };

/** What is told when the last of these events comes. */
const told = (...events: readonly Event[]): readonly string[] => {
  const last = events.at(-1);
  const { state } = after(...events.slice(0, -1));
  return last === undefined ? [] : toldChange(state, reduce(state, last).state, look);
};

const race = verdict(1, samples['lost-update'] ?? failed);
const pending = verdict(1, samples['pending-calls'] ?? failed);
const lasting = (ms: number): Event => ({ kind: 'lasting', run: 1, ms });
const printed = (...lines: readonly string[]): Event => ({ kind: 'printed', program: 1, lines });
const solution: Event = { kind: 'solution', exercise: lostUpdate.id, files: saved('one\n2').files };

const collected = ({ id }: Exercise): Event => ({ kind: 'collected', exercise: id, found: saved('x') });

/** Of the run of all, if it is the first that is judged. */
const sweep = (...verdicts: readonly Verdict[]): readonly Event[] =>
  [hello, lostUpdate, mutex].flatMap((exercise, index) => {
    const given = verdicts[index];
    return given ? [collected(exercise), verdict(index + 1, given)] : [];
  });

const passedBefore = [hello, lostUpdate, mutex].map(
  ({ id }) => [id, { passed: { hash: 'a', at: 'b' }, attempts: 1, hints: 0 }] as const,
);
const allPassed: readonly Event[] = [{ kind: 'recorded', progress: { exercises: new Map(passedBefore) } }];

const ofOneStep: Verdict = {
  ...failed,
  findings: [
    {
      kind: 'crash',
      check: 'a',
      message: 'It threw.',
      timeline: { lanes: ['A'], memory: [], rows: [{ lane: 0, text: 'begin', memory: [] }] },
    },
  ],
} as Verdict;

const talkative: Verdict = {
  ...passed,
  reach: { schedules: 0, complete: true },
  output: { text: 'x'.repeat(501), lost: 2 },
} as Verdict;

const windowsBrief: Event = {
  kind: 'opened',
  exercise: lostUpdate.id,
  page: { ...page, brief: { ...page.brief, text: '# Kitty\r\n\r\nOnce.\r\n' } },
};

test('the start says where one is, and how keys are given', () => {
  expect(toldStart(after().state, look, false)).toEqual([
    'Racelings. Every save is judged. Type a letter and Enter: ? lists the keys.',
    'Exercise 2 of 3, lost-update: The coffee kitty.',
    'Edit exercises/02-async-races/01-lost-update/main.ts. Read exercises/02-async-races/01-lost-update/README.md.',
  ]);
});

describe('the lines for', () => {
  test.each<[string, readonly Event[], readonly string[]]>([
    ['an exercise that was opened', [opened], ['Once upon a time.', 'And then.']],
    ['a save that is judged at once', [read('a')], []],
    ['a run that lasts', [read('a'), lasting(310)], ['Checking your files as they are …']],
    ['a run that lasts a little longer', [read('a'), lasting(310), lasting(1310)], []],
    [
      'a run that lasts long',
      [read('a'), lasting(9310), lasting(10_310)],
      ['Checking your files as they are … 10 s, will be stopped after 10 s of silence'],
    ],
    [
      'a pass',
      [read('a'), verdict(1, passed)],
      ['Verdict for your files as they are: passed, all 4 orders. Press n to go on.', 'Every save is checked.'],
    ],
    [
      'a race',
      [read('a'), race],
      [
        'Verdict for your files as they are: failed, 1 finding.',
        'exercises/02-async-races/01-lost-update/counter.ts:13:1: race: An update was lost.',
        'In the check "two workers add 1". Expected 2. Got 1. ' +
          'A wrote a sum made from the 0 of step 1, but B changed count in step 3. 2 of 4 orders fail. ' +
          't goes through the 4 steps. Replay: npm run grade -- --replay v1.c03.9f',
        'Every save is checked.',
      ],
    ],
    [
      'what was fixed, and what was broken',
      [
        read('a'),
        verdict(1, samples['several-findings'] ?? failed),
        read('b'),
        verdict(2, samples['broken'] ?? failed),
      ],
      [
        'Verdict for your files as they are: failed, 1 finding, 2 of 2 failed checks fixed, 1 new failure.',
        'wrong-result, in the check "pop returns at once", which passed before: It waits.',
        'Fixed: samples arrive in order.',
        'Fixed: no sample is lost.',
        'Every save is checked.',
      ],
    ],
    [
      'another finding that was asked for',
      [read('a'), verdict(1, samples['several-findings'] ?? failed), key('f')],
      ['Finding 2 of 2.', 'wrong-result, in the check "no sample is lost": One is lost. Expected 5. Got 4.'],
    ],
    [
      'a finding of one step',
      [read('a'), verdict(1, ofOneStep)],
      [
        'Verdict for your files as they are: failed, 1 finding.',
        'crash, in the check "a": It threw. t goes through its step.',
        'Every save is checked.',
      ],
    ],
    [
      'a pass without grounds, of a program that printed much',
      [read('a'), verdict(1, talkative)],
      [
        'Verdict for your files as they are: passed. Press n to go on.',
        `Your code printed: ${'x'.repeat(500)}… and 1 more character, 2 characters that were not kept`,
        'Every save is checked.',
      ],
    ],
    [
      'what could not be checked',
      [read('a'), verdict(1, unchecked)],
      [
        'Verdict for your files as they are: could not be checked, which is not your fault. The judge died. Try again.',
        'Every save is checked.',
      ],
    ],
    [
      'a step',
      [read('a'), race, key('t'), key('right')],
      ['Step 2 of 4, worker B: read count → 0; at counter.ts line 12; count is 0.'],
    ],
    [
      'a step whose answer comes later',
      [read('a'), pending, key('t')],
      ['Step 1 of 8, page: await fetch(/user); at page.ts line 4; seen is -; its answer comes in step 4.'],
    ],
    [
      'a step whose call is never over',
      [read('a'), pending, key('t'), key('right'), key('right')],
      [
        'Step 3 of 8, poller: await fetch(/news?since=yesterday&limit=20); at page.ts line 21; seen is -; it is still pending when the run ends.',
      ],
    ],
    [
      'a step whose call is given up',
      [read('a'), pending, key('t'), ...Array.from({ length: 4 }, () => key('right'))],
      ['Step 5 of 8, page: await fetch(/friends); at page.ts line 8; seen is Ada; it is given up in step 6.'],
    ],
    ['a hint', [opened, key('h')], ['Hint 1 of 2, A question Who reads first?']],
    ['an answer', [key('n')], ['Not passed yet: n moves on once it has. l takes you to any other exercise.']],
    [
      'the list',
      [key('l')],
      [
        'List of all exercises: 3.',
        'Type to search, Enter opens, Tab shows pending or done, Ctrl-X resets, Esc leaves.',
        '2 of 3: lost-update, The coffee kitty, pending.',
      ],
    ],
    ['a move in the list', [key('l'), key('down')], ['3 of 3: mutex, One at a time, pending.']],
    [
      'a search',
      [key('l'), key('k'), key('i')],
      ['List of all exercises that match ki: 1.', '1 of 1: lost-update, The coffee kitty, pending.'],
    ],
    [
      'a search for nothing',
      [key('l'), key('?')],
      [
        'List of all exercises that match ?: 0.',
        'No exercise matches. Backspace shortens the search, Tab shows others.',
      ],
    ],
    [
      'a question',
      [key('x')],
      ['Reset main.ts to the starter? Your work is copied first. y for yes, any other key for no.'],
    ],
    ['a demo', [key('d')], ['The demo is running. Any key ends it.']],
    ['what a demo prints', [key('d'), printed('one'), printed('two', 'three')], ['two', 'three']],
    ['the end of a demo', [key('d'), { kind: 'program-ended', program: 1, how: 'You ended it.' }], ['You ended it.']],
    ['a brief with the line ends of Windows', [windowsBrief, key('b')], ['# Kitty', 'Once.']],
    [
      'the solution beside a file with the line ends of Windows',
      [read('one\r\ntwo\r\n'), verdict(1, passed), key('s'), solution],
      [
        'main.ts, your file compared with the solution; d reads the whole solution:',
        'only in yours: two',
        'only in the solution: 2',
      ],
    ],
    [
      'the solution',
      [read('one\ntwo'), verdict(1, passed), key('s'), solution],
      [
        'main.ts, your file compared with the solution; d reads the whole solution:',
        'only in yours: two',
        'only in the solution: 2',
      ],
    ],
    ['the run of all', [key('a')], ['Checking all 3 exercises. Any key stops it.']],
    ['a result in the run of all', [key('a'), ...sweep(failed)], ['1 of 3, hello: failed.']],
    [
      'the end of the run of all',
      [key('a'), ...sweep(passed, failed, unchecked)],
      ['3 of 3, mutex: could not be checked.', 'All exercises as they are now: 1 of 3 passed, 1 could not be checked.'],
    ],
    [
      'the end when all have passed',
      [key('a'), ...sweep(passed, passed, passed)],
      ['3 of 3, mutex: passed.', 'You made it: all 3 exercises pass, and all were judged once more just now.'],
    ],
    [
      'another run of all',
      [...allPassed, key('a'), ...sweep(passed, failed, passed), { kind: 'wished', wish: { kind: 'next' } }],
      ['Checking all 3 exercises. Any key stops it.'],
    ],
    [
      'a run of all that was stopped',
      [key('a'), ...sweep(failed), key('z')],
      ['Stopped after 1 of 3. Back at lost-update.'],
    ],
    [
      'an exercise of the run of all that takes long',
      [key('a'), ...sweep(failed), collected(lostUpdate), { kind: 'lasting', run: 2, ms: 310 }],
      ['Checking lost-update, 2 of 3 …'],
    ],
    [
      'a remark of TypeScript',
      [
        read('a'),
        race,
        { kind: 'typed', exercise: lostUpdate.id, typed: { hash: 'a', errors: ['main.ts:1  TS2322: No.'] } },
      ],
      ['A type error, which does not affect the verdict: main.ts:1  TS2322: No.'],
    ],
  ])('%s', (_what, events, lines) => {
    expect(told(...events)).toEqual(lines);
  });
});

test('what a demo prints cannot move the cursor', () => {
  expect(told(key('d'), printed('\u001b[2Jgone'))).toEqual(['␛[2Jgone']);
});

test('the matcher of VS Code finds the line of every finding, and forgets it with the next verdict', async () => {
  const lines = [
    ...told(read('a'), race),
    ...told(read('a'), verdict(1, passed)),
    ...told(read('a'), verdict(1, unchecked)),
  ];
  expect(await problemsOf(lines.join('\n'))).toEqual([
    [
      {
        file: 'exercises/02-async-races/01-lost-update/counter.ts',
        line: 13,
        kind: 'race',
        message: 'An update was lost.',
      },
    ],
    [],
    [],
  ]);
});
