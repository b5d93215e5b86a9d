import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { classMarks } from '../../class/grade/class-marks.ts';
import { frequentFindings } from '../../class/report/frequent.ts';
import { reportPage } from '../../class/report/page.ts';
import { ann, bob, classFile, collected, entriesOf, record } from './sample-class.ts';

const marks = classMarks(
  classFile,
  collected,
  entriesOf(record(ann, 'one', [true, false]), record(bob, 'one', [true, false]), record(bob, 'two', [true])),
);

test('the most frequent finding comes first, with who has it', () => {
  expect(frequentFindings(marks)).toMatchObject([
    { exercise: 'one', check: 'check 1', kind: 'race', learners: ['101', '102'] },
  ]);
});

test('what was refused as late did not fail: it says so', () => {
  const late = { ...collected, learners: [{ ...ann, late: true }] };
  const passed = entriesOf(record(ann, 'one', [true]), record(ann, 'two', [true]));
  const page = reportPage(classMarks({ ...classFile, late: 'refuse' }, late, passed), { title: 'x', anonymous: true });
  expect(page).toContain('0 of 10, handed in after the deadline');
});

test('what learners and platforms wrote is escaped, and hidden characters are shown', () => {
  const evil = { ...collected, learners: [{ ...ann, name: '<script>alert(1)</script>\u{202E}x' }, bob] };
  const page = reportPage(classMarks(classFile, evil, entriesOf()), { title: 'A & "B"', anonymous: false });
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;x');
  expect(page).toContain('<title>A &amp; &quot;B&quot;</title>');
});

test('the policy allows the script of the page, and nothing else', () => {
  const page = reportPage(marks, { title: 'x', anonymous: false });
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
  expect(page).toContain(`script-src &#39;sha256-${createHash('sha256').update(script).digest('base64')}&#39;`);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/https?:|\son\w+=/);
});

test('anonymous: no name and no id is in it', () => {
  const page = reportPage(marks, { title: 'x', anonymous: true });
  expect(page).not.toMatch(/Ann|Bob|\b101\b|\b102\b/);
  expect(page).toContain('Learner 1');
  const reason = 'it was found twice, in a.zip: Ann Lee and b.zip: Ann Lee, and nothing says which is newer';
  const unreadable = { ...record(ann, 'one', []), verdict: 'unreadable' as const, reason };
  const twice = classMarks(classFile, collected, entriesOf(unreadable));
  expect(reportPage(twice, { title: 'x', anonymous: true })).not.toContain('Ann Lee');
  expect(reportPage(twice, { title: 'x', anonymous: false })).toContain('found twice');
});

test('what only the learner could run again is not offered to the teacher', () => {
  const failed = record(ann, 'one', [false]);
  const replayed = {
    ...failed,
    checks: failed.checks.map((check) => ({
      ...check,
      ...(check.finding && { finding: { ...check.finding, replay: 'v1.one.abc' } }),
    })),
  };
  const page = reportPage(classMarks(classFile, collected, entriesOf(replayed)), { title: 'x', anonymous: false });
  expect(page).toContain('An update was lost.');
  expect(page).not.toContain('v1.one.abc');
});

test('exercises of one name are told apart by their tracks', () => {
  const ids = ['02-async-races/03-mutex', '04-shared-memory/05-mutex', '00-welcome/01-hello'];
  const file = { ...classFile, exercises: ids.map((id) => ({ id, points: 1 })) };
  const page = reportPage(classMarks(file, collected, entriesOf()), { title: 'x', anonymous: false });
  const headings = [...page.matchAll(/data-column="\d+">([^<]*)</g)].map(([, text]) => text);
  expect(headings).toEqual(['Learner', 'Total', 'async-races mutex', 'shared-memory mutex', 'hello']);
});
