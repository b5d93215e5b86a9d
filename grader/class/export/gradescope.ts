import type { LearnerMarks } from '../grade/class-marks.ts';
import { withoutFinding, type GradeRecord } from '../grade/record.ts';

type Test = {
  readonly name: string;
  readonly score?: number;
  readonly max_score: number;
  readonly status?: 'passed' | 'failed';
  readonly output?: string;
  readonly output_format?: 'text';
  readonly visibility: 'visible';
};

/** `results.json` of one submission, as Gradescope's autograder harness reads it. */
export type GradescopeResults = {
  readonly output?: string;
  /** Of all tests: added up, their points are a millionth off where they are thirds. */
  readonly score?: number;
  readonly tests: readonly Test[];
};

/** What could not be checked has neither status nor points; its output says so. */
export const toGradescope = ({ exercises, total }: LearnerMarks): GradescopeResults => {
  const tests = exercises.flatMap(({ exercise, max, points, blocked, record }): readonly Test[] => {
    // Work blocked by the deadline has no points, whatever its checks say.
    if (points === undefined || blocked !== undefined || !record || record.checks.length === 0) {
      const reason = (blocked ?? 'unknown').replace(/\.$/, '');
      const output =
        points === undefined ? withoutMark(reason, record) : (blocked ?? 'none of its files was handed in');
      return [
        {
          name: exercise,
          ...(points !== undefined && { score: points }),
          max_score: max,
          output,
          output_format: 'text',
          visibility: 'visible',
        },
      ];
    }
    return record.checks.map((check) => ({
      name: `${exercise}: ${check.title}`,
      score: check.points,
      max_score: check.max,
      status: check.passed ? 'passed' : 'failed',
      ...(!check.passed && {
        output: check.finding ? explained(check.finding) : withoutFinding(check),
        output_format: 'text' as const,
      }),
      visibility: 'visible',
    }));
  });
  return { ...(total !== undefined && { score: total }), tests };
};

/** A submission often can't be read because of a name, and the learner can hand it in again. */
const withoutMark = (reason: string, record: GradeRecord | undefined): string =>
  record?.verdict === 'unreadable'
    ? `Could not be read: ${reason}.`
    : `Could not be checked: ${reason}. This is not your fault.`;

type Explained = {
  readonly message: string;
  readonly expected?: string | undefined;
  readonly got?: string | undefined;
  readonly location?: { readonly file: string; readonly line: number } | undefined;
};

const explained = ({ message, expected, got, location }: Explained): string =>
  [
    message,
    ...(location ? [`at ${location.file}:${location.line}`] : []),
    ...(expected === undefined ? [] : [`expected  ${expected}`]),
    ...(got === undefined ? [] : [`got       ${got}`]),
  ].join('\n');
