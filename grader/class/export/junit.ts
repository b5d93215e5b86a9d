import type { ExerciseMark, LearnerMarks } from '../grade/class-marks.ts';
import { withoutFinding } from '../grade/record.ts';

/** Characters that XML 1.0 does not allow, not even escaped (section 2.2). */
// oxlint-disable-next-line no-control-regex -- these are the ones to be removed
const forbidden = /[\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]|\p{Cs}/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

export const xml = (text: string): string =>
  text.replace(forbidden, '').replaceAll(/[&<>"'\n\r\t]/g, (character) => escapes[character] ?? '');

/** Kinds of finding that mean that the program was ended, or ended by itself. */
const killed = new Set(['stuck', 'crash']);

/**
 * A suite for each learner, a case for each check: wrong is a failure, killed an error, unchecked skipped. Missing or
 * refused work is a failure, too: a suite without one looks as if it had passed.
 */
export const toJunit = (title: string, marks: readonly LearnerMarks[]): string => {
  const suites = marks.map(({ learner, exercises }) => {
    const cases = exercises.flatMap(casesOf);
    const count = (tag: string): number => cases.filter((text) => text.includes(`<${tag} `)).length;
    const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
    return [`  <testsuite name="${xml(learner.id)}" ${counts}>`, ...cases, '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(title)}">\n${suites.join('\n')}\n</testsuites>\n`;
};

const skipped = (exercise: string, why: string): string =>
  `    <testcase classname="${xml(exercise)}" name="graded"><skipped message="${xml(why)}"/></testcase>`;

const failed = (exercise: string, why: string): string =>
  `    <testcase classname="${xml(exercise)}" name="graded"><failure type="missing" message="${xml(why)}"/></testcase>`;

const casesOf = ({ exercise, points, blocked, record }: ExerciseMark): readonly string[] => {
  if (points === undefined || !record) return [skipped(exercise, blocked ?? 'not graded yet')];
  if (blocked !== undefined) return [failed(exercise, blocked)];
  if (record.checks.length === 0) return [failed(exercise, 'none of its files was handed in')];
  return record.checks.map((check) => {
    const { title, passed, finding } = check;
    const head = `    <testcase classname="${xml(exercise)}" name="${xml(title)}"`;
    if (passed) return `${head}/>`;
    const kind = finding?.kind ?? 'failed';
    const tag = killed.has(kind) ? 'error' : 'failure';
    return `${head}><${tag} type="${xml(kind)}" message="${xml(finding?.message ?? withoutFinding(check))}"/></testcase>`;
  });
};
