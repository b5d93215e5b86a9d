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
});
