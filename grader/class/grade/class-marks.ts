import type { ClassFile } from '../class-file.ts';
import type { Collected, CollectedLearner } from '../collect/collected.ts';
import { sumOf, totalOf } from './marks.ts';
import { isMark, keyOf, type GradeRecord, type JournalEntry } from './record.ts';

/** What one learner got, as far as it is known. */
export type LearnerMarks = {
  readonly learner: CollectedLearner;
  /** One for each exercise of the class, in its order. */
  readonly exercises: readonly ExerciseMark[];
  /** Sum of the points; undefined while one of them is not known. */
  readonly total: number | undefined;
};

export type ExerciseMark = {
  readonly exercise: string;
  readonly max: number;
  /** Undefined: not graded, or not to be graded; `blocked` says why. */
  readonly points: number | undefined;
  readonly blocked?: string;
  readonly record?: GradeRecord;
};

/**
 * The marks of a class. Work that could not be checked has no mark, and never a silent 0.
 * @param entries entries of the journal, by `keyOf`
 */
export const classMarks = (
  { exercises, late = 'accept' }: ClassFile,
  { learners }: Collected,
  entries: ReadonlyMap<string, JournalEntry>,
): readonly LearnerMarks[] =>
  learners.map((learner) => {
    const marks = exercises.map(({ id, points }) => {
      const record = entries.get(keyOf({ learner: learner.id, exercise: id }))?.record;
      return markOf(record, id, points, late === 'refuse' && learner.late);
    });
    const known = marks.flatMap(({ points }) => (points === undefined ? [] : [points]));
    const total = known.length === marks.length ? sumOf(known) : undefined;
    return { learner, exercises: marks, total };
  });

/** Whether the work passed, and counts. Not told by its points: they are rounded, and an exercise may be worth none. */
export const isPassed = ({ blocked, record }: ExerciseMark): boolean =>
  blocked === undefined && record?.verdict === 'passed';

const markOf = (record: GradeRecord | undefined, exercise: string, max: number, refused: boolean): ExerciseMark => {
  if (refused) return { exercise, max, points: 0, blocked: 'handed in after the deadline', ...(record && { record }) };
  if (!record) return { exercise, max, points: undefined, blocked: 'not graded yet' };
  if (!isMark(record)) return { exercise, max, points: undefined, blocked: record.reason ?? record.verdict, record };
  return { exercise, max, points: totalOf(record.checks), record };
};

/** Why a learner has no total: `01-lost-update: not graded yet`. */
export const blockedBy = ({ exercises }: LearnerMarks): string =>
  exercises
    .flatMap(({ exercise, points, blocked }) => (points === undefined ? [`${exercise}: ${blocked ?? 'unknown'}`] : []))
    .join('; ');
