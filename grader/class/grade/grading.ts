import { join } from 'node:path';
import { readAttempt, type AttemptFiles } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { IsolationName } from '../../isolation/backend.ts';
import { judgeBatch, type BatchProgress } from '../../judge/batch.ts';
import type { Attempt } from '../../judge/judge.ts';
import type { Finding } from '../../verdict/finding.ts';
import type { CheckMark, Verdict } from '../../verdict/verdict.ts';
import type { ClassFile } from '../class-file.ts';
import type { Collected, CollectedLearner } from '../collect/collect.ts';
import type { Journal } from './journal.ts';
import { weigh } from './marks.ts';
import { keyOf, recordVersion, type GradeRecord, type IsolationStamp } from './record.ts';
import { isIn, type Shard } from './shard.ts';

/** What all records of one grading have in common. */
export type Stamp = {
  readonly kit: string;
  readonly node: string;
  readonly seed: string;
  readonly isolation: IsolationStamp;
};

export type GradingOptions = {
  /** Of the kit. */
  readonly root: string;
  /** The one that `collect` made. */
  readonly folder: string;
  readonly classFile: ClassFile;
  readonly exercises: readonly Exercise[];
  readonly stamp: Stamp;
  readonly shard?: Shard;
  /** Grades only what this is true for. */
  readonly only?: (learner: string, exercise: string) => boolean;
  readonly isolation: IsolationName;
  readonly lanes?: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: GradingProgress) => void;
};

export type GradingProgress = {
  readonly done: number;
  /** How many of these were done when this grading began. */
  readonly begun: number;
  readonly all: number;
  readonly lanes: number;
  readonly passed: number;
  readonly failed: number;
  readonly unchecked: number;
};

type Job = { readonly learner: CollectedLearner; readonly exercise: Exercise; readonly files: AttemptFiles };

/** One text, judged once, whoever handed it in: the same text has the same verdict. */
type Shared = Attempt & { readonly jobs: readonly Job[] };

/**
 * Grades what the journal does not have yet, and writes each record before the next one is reported. It can
 * be stopped and called again at any time.
 *
 * @throws the reason of `signal` when that aborts
 */
export const gradeClass = async (journal: Journal, collected: Collected, options: GradingOptions): Promise<void> => {
  const { root, classFile, exercises, stamp, shard, only, lanes, signal, onProgress } = options;
  const learners = collected.learners.filter(({ id }) => !shard || isIn(id, shard));
  const all = learners.length * exercises.length;
  const begun = journal.entries.size;
  let underWay: Pick<BatchProgress<Shared>, 'lanes'> = { lanes: lanes ?? 0 };
  const tell = (): void => {
    const records = [...journal.entries.values()].map(({ record }) => record);
    const count = (verdict: GradeRecord['verdict']): number =>
      records.filter((record) => record.verdict === verdict).length;
    onProgress?.({
      done: records.length,
      begun,
      all,
      lanes: underWay.lanes,
      passed: count('passed'),
      failed: count('failed'),
      unchecked: count('unchecked'),
    });
  };
  const append = async (job: Job, outcome: Outcome, ms: number, retries: number): Promise<void> => {
    const record = recordFor(job, outcome, classFile, stamp);
    await journal.append({ record, beside: { gradedAt: new Date().toISOString(), ms: Math.round(ms), retries } });
    tell();
  };

  const shared = new Map<string, Job[]>();
  for (const learner of learners) {
    for (const exercise of exercises) {
      if (only && !only(learner.id, exercise.id)) continue;
      const job = { learner, exercise, files: await filesOf(learner, exercise, options.folder) };
      if (isDone(journal, job)) continue;
      const skipped = withoutJudging(job);
      if (skipped) await append(job, skipped, 0, 0);
      else {
        const key = JSON.stringify([exercise.id, job.files.hash]);
        shared.set(key, [...(shared.get(key) ?? []), job]);
      }
    }
  }
  tell();
  const attempts = [...shared.values()].flatMap((jobs): readonly Shared[] =>
    jobs[0] ? [{ exercise: jobs[0].exercise, files: jobs[0].files, jobs }] : [],
  );
  const onBatch = (progress: BatchProgress<Shared>): void => void (underWay = progress);
  const batch = judgeBatch(attempts, {
    root,
    signal,
    isolation: options.isolation,
    onProgress: onBatch,
    ...(lanes !== undefined && { lanes }),
  });
  for await (const { attempt, verdict, durationMs, deaths } of batch) {
    for (const job of attempt.jobs) await append(job, outcomeOf(verdict), durationMs, deaths.length);
  }
};

const filesOf = (learner: CollectedLearner, exercise: Exercise, folder: string): Promise<AttemptFiles> =>
  readAttempt(exercise, join(folder, 'files', learner.key, exercise.id), exercise.folders.starter);

/** What could not be checked last time is tried again. */
const isDone = (journal: Journal, { learner, exercise, files }: Job): boolean => {
  const record = journal.entries.get(keyOf({ learner: learner.id, exercise: exercise.id }))?.record;
  return record !== undefined && record.verdict !== 'unchecked' && record.hash === files.hash;
};

/** What a record says about the attempt itself. */
type Outcome = Pick<GradeRecord, 'verdict' | 'reach' | 'reason'> & {
  readonly checks: readonly CheckMark[];
  readonly findings: readonly Finding[];
};

const nothingRun = { reach: { schedules: 0, complete: false }, checks: [], findings: [] };

const withoutJudging = ({ learner, exercise }: Job): Outcome | undefined => {
  const ofExercise = (text: string): boolean => text.startsWith(`${exercise.id}/`);
  const reason = learner.unreadable ?? learner.problems.find(ofExercise);
  if (reason !== undefined) return { verdict: 'unreadable', reason, ...nothingRun };
  return learner.files.some(ofExercise) ? undefined : { verdict: 'missing', ...nothingRun };
};

const outcomeOf = (verdict: Verdict): Outcome => {
  if (verdict.state === 'unchecked') return { verdict: verdict.state, reason: verdict.reason, ...nothingRun };
  const findings = verdict.state === 'failed' ? verdict.findings : [];
  // No check judges files that do not compile, and their points must not vanish without a word.
  const checks =
    verdict.checks.length > 0 ? verdict.checks : findings.map(({ check }) => ({ title: check, passed: false }));
  return { verdict: verdict.state, reach: verdict.reach, checks, findings };
};

const recordFor = (
  { learner, exercise, files }: Job,
  { verdict, reach, reason, checks, findings }: Outcome,
  { exercises, grading = 'checks' }: ClassFile,
  stamp: Stamp,
): GradeRecord => {
  const points = exercises.find(({ id }) => id === exercise.id)?.points ?? 0;
  return {
    v: recordVersion,
    learner: learner.id,
    exercise: exercise.id,
    hash: files.hash,
    verdict,
    checks: weigh(checks, points, { grading, weights: exercise.weights }).map((check) => {
      const finding = findings.find((found) => found.check === check.title);
      return { ...check, ...(finding && { finding }) };
    }) as GradeRecord['checks'],
    reach,
    ...(reason !== undefined && { reason }),
    ...stamp,
  };
};
