import { isPassed, type LearnerMarks } from '../grade/class-marks.ts';
import { wholePoints } from '../grade/marks.ts';

/** What the platform's runner knows and wants back. */
export type Classroom50Context = {
  readonly classroom: string;
  readonly assignment: string;
  readonly assignment_type: string;
  readonly owner: string;
  readonly submission: string;
  readonly commit: string;
  readonly release: string;
  readonly review: string;
  /** ISO 8601 */
  readonly datetime: string;
};

/** `result.json`, `classroom50/result/v1`: whole points, rounded down once for each exercise. */
export const toClassroom50 = ({ exercises }: LearnerMarks, context: Classroom50Context): object => {
  const tests = exercises.map((mark) => ({
    'test-name': mark.exercise,
    passed: isPassed(mark),
    score: wholePoints(mark.points ?? 0),
    'max-score': wholePoints(mark.max),
  }));
  const sum = (key: 'score' | 'max-score'): number => tests.reduce((total, test) => total + test[key], 0);
  return { schema: 'classroom50/result/v1', ...context, score: sum('score'), 'max-score': sum('max-score'), tests };
};
