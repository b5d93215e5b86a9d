import { describe, expect, test } from 'vitest';
import { toCsv } from '../../class/export/csv.ts';
import { fillCanvas } from '../../class/export/canvas.ts';
import { toClassroom50 } from '../../class/export/classroom50.ts';
import { feedbackPage } from '../../class/export/feedback.ts';
import { toGradescope } from '../../class/export/gradescope.ts';
import { toJunit } from '../../class/export/junit.ts';
import { fillMoodle } from '../../class/export/moodle.ts';
import { classMarks, type LearnerMarks } from '../../class/grade/class-marks.ts';
import { totalOf, weigh, wholePoints } from '../../class/grade/marks.ts';
import { commitOf } from '../../class/grade/seed.ts';
import type { GradeRecord } from '../../class/grade/record.ts';
import { isIn, parseShard } from '../../class/grade/shard.ts';
import { ann, bob, classFile, collected, entriesOf, record } from './sample-class.ts';

const marks = (...records: readonly GradeRecord[]): readonly LearnerMarks[] =>
  classMarks(classFile, collected, entriesOf(...records));
const all = [
  record(ann, 'one', [true, true, true]),
  record(ann, 'two', [true]),
  record(bob, 'one', [true, false, true]),
  record(bob, 'two', [false]),
];

describe('points', () => {
  const checks = [true, false, true].map((passed, index) => ({ title: `c${index}`, passed }));

  test('are divided by the share of the checks, and stay exact', () => {
    expect(totalOf(weigh(checks, 10, { grading: 'checks' }))).toBe(6.67);
    expect(
      totalOf(
        weigh(
          checks.map((check) => ({ ...check, passed: true })),
          10,
          { grading: 'checks' },
        ),
      ),
    ).toBe(10);
  });

  test('follow weights', () => {
    expect(totalOf(weigh(checks, 8, { grading: 'checks', weights: { c1: 2 } }))).toBe(4);
  });

  test('are all or none where that was asked for', () => {
    expect(totalOf(weigh(checks, 10, { grading: 'all' }))).toBe(0);
  });

  test('are rounded down once for targets that know whole points only', () => {
    expect([6.67, 9.99, 10, 0].map(wholePoints)).toEqual([6, 9, 10, 0]);
  });
});

describe('marks of a class', () => {
  test('sum up what is known', () => {
    expect(marks(...all).map(({ total }) => total)).toEqual([30, 6.67]);
  });

  test('an unchecked exercise is no mark, and never a silent 0', () => {
    const unchecked = { ...record(bob, 'two', []), verdict: 'unchecked' as const, reason: 'The judge died.' };
    const [, second] = marks(...all.slice(0, 3), unchecked);
    expect(second?.total).toBeUndefined();
    expect(second?.exercises[1]).toMatchObject({ points: undefined, blocked: 'The judge died.' });
  });

  test('a late submission is refused only where the class says so', () => {
    const late = { ...collected, learners: collected.learners.map((learner) => ({ ...learner, late: true })) };
    expect(classMarks({ ...classFile, late: 'refuse' }, late, entriesOf(...all)).map(({ total }) => total)).toEqual([
      0, 0,
    ]);
    expect(classMarks({ ...classFile, late: 'flag' }, late, entriesOf(...all)).map(({ total }) => total)).toEqual([
      30, 6.67,
    ]);
  });
});

describe('Canvas', () => {
  const text = [
    '\u{FEFF}Student,ID,SIS User ID,SIS Login ID,Section,Concurrency (4711),Other (4712)',
    '    Points Possible,,,,,30,10',
    '"Lee, Ann",101,s101,ann@x,"Lab ""A""",,7',
    'Ray,102,s102,bob@x,Lab B,12.5,',
    '',
  ].join('\r\n');

  test('one column is filled, and every other byte stays', () => {
    const { text: filled, notes } = fillCanvas(text, 'grades.csv', 'Concurrency', marks(...all));
    expect(filled).toBe(text.replace('"Lab ""A""",,7', '"Lab ""A""",30,7').replace('Lab B,12.5,', 'Lab B,6.67,'));
    expect(notes).toEqual([]);
  });

  test.each<[string, string, string, RegExp]>([
    ['another column', text, 'Concurency', /no assignment `Concurency`/],
    ['two that fit', text.replace('Other (4712)', 'Concurrency 2 (4712)'), 'Concurrency', /more than one/],
    [
      'the file of another course',
      text.replaceAll(',101,', ',901,').replaceAll(',102,', ',902,'),
      'Concurrency (4711)',
      /No row/,
    ],
    ['no CSV', 'a,"b', 'x', /cannot be read as CSV/],
  ])('%s is refused', (_, given, column, reason) => {
    expect(() => fillCanvas(given, 'grades.csv', column, marks(...all))).toThrow(reason);
  });

  test('a learner without a mark is left as it was, and named', () => {
    const { text: filled, notes } = fillCanvas(text, 'grades.csv', 'Concurrency', marks(...all.slice(0, 3)));
    expect(filled).toContain('Lab B,12.5,');
    expect(notes).toEqual(['102 (Bob Ray) is left unchanged: two: not graded yet.']);
  });
});

test('Moodle: the worksheet is filled by participant, also in another language', () => {
  const moodle = marks(...all).map((mark) => ({
    ...mark,
    learner: { ...mark.learner, id: `Participant ${mark.learner.id}` },
  }));
  const english =
    'Identifier,"Full name",Status,Grade,"Maximum Grade","Grade can be changed"\nParticipant 101,"Ann Lee",Submitted,,30,Yes\nParticipant 102,"Bob Ray",Submitted,3,30,Yes\n';
  expect(fillMoodle(english, 'w.csv', moodle).text).toBe(
    english.replace('Submitted,,30', 'Submitted,30,30').replace('Submitted,3,30', 'Submitted,6.67,30'),
  );
  const german = english
    .replace('Identifier', 'ID')
    .replace('Grade,', 'Bewertung,')
    .replaceAll('Participant', 'Teilnehmer/in');
  expect(fillMoodle(german, 'w.csv', moodle).text).toContain('Submitted,6.67,30');
  expect(() => fillMoodle('a,b\n1x,2\n', 'w.csv', moodle)).toThrow(/not a Moodle grading worksheet/);
});

test('CSV: no cell is taken for a formula', () => {
  expect(
    toCsv([
      ['name', 'n'],
      ['=HYPERLINK("x")', 1],
      ['-2+3', 2],
      ['@a', 3],
      ['a,"b"', 4],
    ]),
  ).toBe('name,n\r\n"\'=HYPERLINK(""x"")",1\r\n\'-2+3,2\r\n\'@a,3\r\n"a,""b""",4\r\n');
});

test('CSV: a line feed in a name does not end its row', () => {
  expect(toCsv([['a\nb', 1]])).toBe('"a\nb",1\r\n');
});

test('JUnit: wrong is a failure, killed an error, unchecked skipped; what XML forbids is gone', () => {
  const stuck = record(bob, 'two', [false], { kind: 'stuck', message: 'It <never>\u{0} ends & "stops".' });
  const xml = toJunit('A & B', marks(...all.slice(0, 3), stuck));
  expect(xml).toContain('<testsuites name="A &amp; B">');
  expect(xml).toContain('<testsuite name="102" tests="4" failures="1" errors="1" skipped="0">');
  expect(xml).toContain('<error type="stuck" message="It &lt;never&gt; ends &amp; &quot;stops&quot;."/>');
  expect(toJunit('x', marks(all[0] ?? record(ann, 'one', [])))).toContain('<skipped message="not graded yet"/>');
});

test('Gradescope and Classroom 50 have the fields that their runners read', () => {
  const [, second] = marks(...all);
  if (!second) throw new Error('Expected two learners');
  expect(toGradescope(second).tests[1]).toEqual({
    name: 'one: check 1',
    score: 0,
    max_score: 3.333333,
    status: 'failed',
    output: 'An update was lost.\nat a.ts:3\nexpected  2\ngot       1',
    output_format: 'text',
    visibility: 'visible',
  });
  const context = {
    classroom: 'c',
    assignment: 'a',
    assignment_type: 'individual',
    owner: 'bob',
    submission: 's',
    commit: 'f00',
    release: 'r',
    review: 'v',
    datetime: '2026-11-20T00:00:00Z',
  };
  expect(toClassroom50(second, context)).toMatchObject({
    schema: 'classroom50/result/v1',
    owner: 'bob',
    score: 6,
    'max-score': 30,
    tests: [
      { 'test-name': 'one', passed: false, score: 6, 'max-score': 10 },
      { 'test-name': 'two', passed: false, score: 0, 'max-score': 20 },
    ],
  });
});

test('what could not be checked is no 0 for a platform either', () => {
  const unchecked = { ...record(bob, 'two', []), verdict: 'unchecked' as const, reason: 'The judge died.' };
  const [, second] = marks(...all.slice(0, 3), unchecked);
  if (!second) throw new Error('Expected two learners');
  expect(toGradescope(second).tests.at(-1)).toEqual({
    name: 'two',
    max_score: 20,
    output: 'Could not be checked: The judge died. This is not your fault.',
    output_format: 'text',
    visibility: 'visible',
  });
});

test("what can't be read is told to its author on a platform, who may have named it wrong", () => {
  const reason = 'two/deposit.ts was not found, but deposit.txt may be it';
  const [, second] = marks(...all.slice(0, 3), { ...record(bob, 'two', []), verdict: 'unreadable' as const, reason });
  if (!second) throw new Error('Expected two learners');
  expect(toGradescope(second).tests.at(-1)?.output).toBe(`Could not be read: ${reason}.`);
});

test('feedback is a page that can be read', () => {
  const [, second] = marks(...all);
  if (!second) throw new Error('Expected two learners');
  expect(feedbackPage('Concurrency', second)).toMatchInlineSnapshot(`
    "Concurrency
    ===========

    Bob Ray: 6.67 of 30 points

    one   6.67 of 10
      ✓ check 0
      ✗ check 1
          An update was lost.
          at a.ts:3
          expected  2
          got       1
      ✓ check 2

    two   0 of 20
      ✗ check 0
          An update was lost.
          at a.ts:3
          expected  2
          got       1
    "
  `);
});

test('shards: each learner is in one of them, and stays there', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `learner ${index}`);
  const shards = [1, 2, 3].map((index) => ids.filter((id) => isIn(id, { index, of: 3 })));
  expect(shards.flat().toSorted()).toEqual(ids.toSorted());
  expect(Math.min(...shards.map(({ length }) => length))).toBeGreaterThan(40);
  expect(() => parseShard('4/3')).toThrow(/Expected `--shard`/);
});

test('a seed is told by its commit', () => {
  expect(commitOf('00')).toBe('f1534392279bddbf9d43dde8701cb5be14b82f76ec6607bf8d6ad557f60f304e');
});
