import type { LearnerMarks } from '../grade/class-marks.ts';
import { toCsv } from './csv.ts';

/** One row per learner, one column per exercise, and the total. Unknown marks are empty. */
export const toTable = (marks: readonly LearnerMarks[]): string => {
  const exercises = marks[0]?.exercises.map(({ exercise }) => exercise) ?? [];
  return toCsv([
    ['id', 'name', 'late', ...exercises, 'total'],
    ...marks.map(({ learner, exercises: own, total }) => [
      learner.id,
      learner.name,
      learner.late ? 'late' : '',
      ...own.map(({ points }) => points ?? ''),
      total ?? '',
    ]),
  ]);
};
