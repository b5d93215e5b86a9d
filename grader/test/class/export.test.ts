import { expect, test } from 'vitest';
import { fillCanvas } from '../../class/export/canvas.ts';
import { toClassroom50 } from '../../class/export/classroom50.ts';
import { feedbackPage } from '../../class/export/feedback.ts';
import { toGradescope } from '../../class/export/gradescope.ts';
import { toJunit } from '../../class/export/junit.ts';
import { fillMoodle } from '../../class/export/moodle.ts';
import { classMarks, type LearnerMarks } from '../../class/grade/class-marks.ts';
import type { GradeRecord } from '../../class/grade/record.ts';
import { reportPage } from '../../class/report/page.ts';
import { ann, bob, classFile, collected, entriesOf, record } from './sample-class.ts';

const all = entriesOf(
  record(ann, 'one', [true, true]),
  record(ann, 'two', [true]),
  record(bob, 'one', [true, false]),
  record(bob, 'two', [true]),
);
const marks = classMarks(classFile, collected, all);
const called = (...ids: readonly string[]): readonly LearnerMarks[] =>
  marks.map((mark, index) => ({ ...mark, learner: { ...mark.learner, id: ids[index] ?? mark.learner.id } }));

test('what was refused as late has no points anywhere, though its checks passed', () => {
  const late = { ...collected, learners: collected.learners.map((learner) => ({ ...learner, late: true })) };
  const refused = classMarks({ ...classFile, late: 'refuse' }, late, all);
  expect(refused.flatMap((mark) => toGradescope(mark).tests).map(({ score }) => score)).toEqual([0, 0, 0, 0]);
  expect(toJunit('x', refused)).toContain('name="101" tests="2" failures="2" errors="0" skipped="0"');
});

test('Gradescope: thirds of points come to the whole', () => {
  const entries = entriesOf(record(ann, 'one', [true, true, true]), record(ann, 'two', [true]));
  expect(classMarks(classFile, collected, entries).map((mark) => toGradescope(mark).score)).toEqual([30, undefined]);
});

test('JUnit: nothing handed in is a failure', () => {
  const missing = { ...record(ann, 'one', []), verdict: 'missing' as const };
  const xml = toJunit('x', classMarks(classFile, collected, entriesOf(missing, { ...missing, exercise: 'two' })));
  expect(xml).toContain('name="101" tests="2" failures="2" errors="0" skipped="0"');
});

test('feedback says why there are no points', () => {
  const missing = { ...record(ann, 'one', []), verdict: 'missing' as const };
  const late = { ...collected, learners: [{ ...ann, late: true }] };
  const page = (rule: 'accept' | 'refuse'): string =>
    classMarks({ ...classFile, late: rule }, late, entriesOf(missing, record(ann, 'two', [true])))
      .map((mark) => feedbackPage('x', mark))
      .join('');
  expect(page('accept')).toMatch(/one +0 of 10: none of its files was handed in\n\ntwo +20 of 20\n/);
  expect(page('refuse')).toMatch(/two +0 of 20: handed in after the deadline\n/);
});

test('Canvas: an id that is another learner’s in another column', () => {
  const text = 'Student,ID,SIS User ID,C (1)\nCy,900,101,\nAnn,101,s1,\nBob,102,s2,\n';
  const filled = 'Student,ID,SIS User ID,C (1)\nCy,900,101,\nAnn,101,s1,30\nBob,102,s2,25\n';
  expect(fillCanvas(text, 'g.csv', 'C', marks).text).toBe(filled);
  const bySis = fillCanvas(text, 'g.csv', 'C', called('s1', 's2'));
  expect(bySis.text).toBe(filled);
});

const worksheet = 'Identifier,Name,Grade,Max\nParticipant 7,Zoe,,30\nParticipant 9,Bob,,30\n';

test('Moodle: an id that only ends in the number of a participant', () => {
  const { text, notes } = fillMoodle(worksheet, 'w.csv', called('team-7', 'Participant 9'));
  expect(text).toBe(worksheet.replace('Bob,,', 'Bob,25,'));
  expect(notes).toEqual(['team-7 (Ann Lee) has no row in w.csv.']);
});

test('Moodle: two learners of one row, and a row that ends too early, are named and stay as they are', () => {
  const twice = fillMoodle(worksheet, 'w.csv', called('7', 'Participant 7'));
  expect(twice.text).toBe(worksheet);
  expect(twice.notes).toHaveLength(2);
  const short = 'Identifier,Name,Grade,Max\nParticipant 7,Zoe\nParticipant 9,Bob,,30\n';
  expect(fillMoodle(short, 'w.csv', called('7', '9'))).toEqual({
    text: short.replace('Bob,,', 'Bob,25,'),
    notes: ['7 (Ann Lee) is left unchanged: the row in w.csv is too short.'],
  });
});

test('feedback: a sum of parts of points has no more digits than a mark', () => {
  const [mark] = marks;
  const exercises = mark?.exercises.map((each, index) => ({ ...each, max: (index + 1) / 10 })) ?? [];
  expect(mark && feedbackPage('x', { ...mark, exercises })).toContain('30 of 0.3 points');
});

test('Moodle and Canvas: another best mark than the class has is told', () => {
  const filled = fillMoodle(worksheet.replaceAll(',30', ',100.00'), 'w.csv', called('7', '9'));
  expect(filled.notes).toEqual([
    'The best mark is 100.00 in w.csv, but 30 in this class: the marks mean something else there.',
  ]);
  const text = 'Student,ID,C (1)\n    Points Possible,,10\nAnn,101,\nBob,102,\n';
  expect(fillCanvas(text, 'g.csv', 'C', marks).notes).toEqual([
    expect.stringMatching(/^The best mark is 10 in g\.csv/),
  ]);
  expect(fillCanvas(text.replace(',10\n', ',30.0\n'), 'g.csv', 'C', marks).notes).toEqual([]);
});

test('Moodle: empty lines at the end of the worksheet stay', () => {
  const text = `${worksheet}\n\n`;
  expect(fillMoodle(text, 'w.csv', called('7', '9')).text).toBe(
    text.replace('Zoe,,', 'Zoe,30,').replace('Bob,,', 'Bob,25,'),
  );
});

test('a template with semicolons is refused', () => {
  expect(() => fillCanvas('Student;ID;C (1)\n"Lee, Ann";101;\n', 'g.csv', 'C', marks)).toThrow(/has semicolons/);
});

test('an exercise that is worth nothing is not passed for that', () => {
  const free = { ...classFile, exercises: classFile.exercises.map((each) => ({ ...each, points: 0 })) };
  const worthless = (of: GradeRecord): GradeRecord => ({
    ...of,
    checks: of.checks.map((check) => ({ ...check, points: 0, max: 0 })),
  });
  const entries = entriesOf(worthless(record(ann, 'one', [true, false])), worthless(record(ann, 'two', [true])));
  const [mark] = classMarks(free, collected, entries);
  const context = {} as Parameters<typeof toClassroom50>[1];
  expect(mark && toClassroom50(mark, context)).toMatchObject({ tests: [{ passed: false }, { passed: true }] });
  expect(mark && reportPage([mark], { title: 'x', anonymous: false })).toMatch(/one: failed/);
});

test('a check that failed without a finding of its own says why', () => {
  const failed = record(ann, 'one', [false, false, false]);
  const [shown, same, last] = failed.checks.map(({ finding: _finding, ...check }) => check);
  if (!failed.checks[0] || !shown || !same || !last) throw new Error('Expected three checks');
  const checks = [failed.checks[0], same, { ...last, tried: false as const }];
  const told = classMarks(classFile, collected, entriesOf({ ...failed, checks }, record(ann, 'two', [true]))).slice(
    0,
    1,
  );
  const both = ['check 1', 'fails like another one', 'check 2', 'not tried, as an earlier one did not end'];
  for (const text of [
    toJunit('x', told),
    told.map((mark) => feedbackPage('x', mark)).join(''),
    told.map((mark) => JSON.stringify(toGradescope(mark))).join(''),
    reportPage(told, { title: 'x', anonymous: false }),
  ])
    expect(text).toMatch(new RegExp(both.join('[^✓]*')));
  expect(toJunit('x', told)).toContain('name="check 1"><failure type="failed"');
});
