import type { LearnerMarks } from '../grade/class-marks.ts';
import { sumOf } from '../grade/marks.ts';
import { withoutFinding, type GradeRecord } from '../grade/record.ts';

/** One readable page for a learner, as text: every platform shows it, and nothing in it can run. */
export const feedbackPage = (title: string, { learner, exercises, total }: LearnerMarks): string => {
  const most = sumOf(exercises.map(({ max }) => max));
  const lines = [
    title,
    '='.repeat(Math.min(80, title.length)),
    '',
    `${learner.name}: ${total === undefined ? 'not all of it could be checked yet' : `${total} of ${most} points`}`,
    ...(learner.late ? ['Handed in after the deadline.'] : []),
    '',
    ...exercises.flatMap(({ exercise, points, max, blocked, record }) => [
      `${exercise}   ${points === undefined ? 'no mark' : `${points} of ${max}`}${reasonOf(blocked, record)}`,
      ...(record ? checkLines(record) : []),
      '',
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

/** Why there are no points, whatever the checks below say. */
const reasonOf = (blocked: string | undefined, record: GradeRecord | undefined): string => {
  if (blocked !== undefined) return `: ${blocked}`;
  return record?.verdict === 'missing' ? ': none of its files was handed in' : '';
};

const checkLines = ({ checks }: GradeRecord): readonly string[] =>
  checks.flatMap((check) => {
    const { title, passed, finding } = check;
    if (passed) return [`  ✓ ${title}`];
    if (!finding) return [`  ${check.tried === false ? '–' : '✗'} ${title}: ${withoutFinding(check)}`];
    return [
      `  ✗ ${title}`,
      `      ${finding.message}`,
      ...(finding.location ? [`      at ${finding.location.file}:${finding.location.line}`] : []),
      ...(finding.expected === undefined ? [] : [`      expected  ${finding.expected}`]),
      ...(finding.got === undefined ? [] : [`      got       ${finding.got}`]),
    ];
  });
