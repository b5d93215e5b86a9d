import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { readAttempt, type AttemptFiles } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Finding } from '../../verdict/finding.ts';
import type { CheckMark } from '../../verdict/verdict.ts';
import type { Collected, CollectedLearner } from '../collect/collected.ts';
import { filesName } from '../own-files.ts';
import { notRead } from '../text-file.ts';
import { isJudged, keyOf, type GradeRecord, type JournalEntry } from './record.ts';

/** One exercise of one learner, as it was collected. */
export type Job = { readonly learner: CollectedLearner; readonly exercise: Exercise; readonly files: AttemptFiles };

/** What a record says about the attempt itself. */
export type Outcome = Pick<GradeRecord, 'verdict' | 'reach' | 'reason'> & {
  readonly checks: readonly CheckMark[];
  readonly findings: readonly Finding[];
};

/**
 * @param folder the one that `collect` made
 * @throws {UserError} when a file that was collected is gone, or can't be read: that is no fault of the learner's, and
 *   for one that is gone the starter would be graded
 */
export const jobOf = async (learner: CollectedLearner, exercise: Exercise, folder: string): Promise<Job> => {
  const place = join(folder, filesName, learner.key);
  for (const file of learner.files.filter((each) => isOf(each, exercise))) {
    const path = join(place, file);
    await access(path, constants.R_OK).catch((cause: unknown) => {
      throw notRead(path, cause, { help: 'Collect again, or copy the whole folder.' });
    });
  }
  const own = join(place, exercise.id);
  return { learner, exercise, files: await readAttempt(exercise, own, exercise.folders.starter) };
};

/** Whether a collected file, or a problem with one, is of this exercise. */
const isOf = (text: string, { id }: Exercise): boolean => text.startsWith(`${id}/`);

export const nothingRun = { reach: { schedules: 0, complete: false }, checks: [], findings: [] };

/** The outcome of work that is missing, or can't be read; undefined if there is something to judge. */
export const withoutJudging = ({ learner, exercise }: Omit<Job, 'files'>): Outcome | undefined => {
  const ofExercise = (text: string): boolean => isOf(text, exercise);
  const reason = learner.unreadable ?? learner.problems.find(ofExercise);
  if (reason !== undefined) return { verdict: 'unreadable', reason, ...nothingRun };
  return learner.files.some(ofExercise) ? undefined : { verdict: 'missing', ...nothingRun };
};

/**
 * Whether a record is about what is collected now. The hash alone does not tell: nothing handed in, unreadable work and
 * the untouched starter all have the same one.
 */
export const isCurrent = (record: GradeRecord, job: Job): boolean => {
  const skipped = withoutJudging(job);
  if (skipped) return record.verdict === skipped.verdict && record.reason === skipped.reason;
  return (isJudged(record) || record.verdict === 'unchecked') && record.hash === job.files.hash;
};

/** The entries of a journal that are about what is collected now, by `keyOf`. */
export const currentEntries = async (
  entries: ReadonlyMap<string, JournalEntry>,
  { learners }: Collected,
  exercises: readonly Exercise[],
  folder: string,
): Promise<ReadonlyMap<string, JournalEntry>> => {
  const current = new Map<string, JournalEntry>();
  for (const learner of learners) {
    for (const exercise of exercises) {
      const key = keyOf({ learner: learner.id, exercise: exercise.id });
      const entry = entries.get(key);
      if (entry && isCurrent(entry.record, await jobOf(learner, exercise, folder))) current.set(key, entry);
    }
  }
  return current;
};
