import type { Exercise } from '../../course/exercise.ts';
import type { IsolationName } from '../../isolation/backend.ts';
import { judgeBatch, type BatchProgress } from '../../judge/batch.ts';
import type { Attempt } from '../../judge/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { ClassFile } from '../class-file.ts';
import type { Collected } from '../collect/collected.ts';
import { isCurrent, jobOf, nothingRun, withoutJudging, type Job, type Outcome } from './job.ts';
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
  /** Grades only the pairs for which this is true. */
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
  readonly unreadable: number;
};

/** One text is judged once, whoever handed it in: the same text has the same verdict. */
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
  const wanted = learners.flatMap((learner) =>
    exercises.filter(({ id }) => !only || only(learner.id, id)).map((exercise) => ({ learner, exercise })),
  );
  // Only what is wanted now: the journal may also hold learners who have left the class.
  const done = new Map<string, GradeRecord['verdict']>();
  let begun = 0;
  let underWay: Pick<BatchProgress<Shared>, 'lanes'> = { lanes: lanes ?? 0 };
  const tell = (): void => {
    const verdicts = [...done.values()];
    const count = (verdict: GradeRecord['verdict']): number => verdicts.filter((each) => each === verdict).length;
    onProgress?.({
      done: done.size,
      begun,
      all: wanted.length,
      lanes: underWay.lanes,
      passed: count('passed'),
      failed: count('failed'),
      unchecked: count('unchecked'),
      unreadable: count('unreadable'),
    });
  };
  const append = async (job: Job, outcome: Outcome, ms: number, retries: number): Promise<void> => {
    const record = recordFor(job, outcome, classFile, stamp);
    await journal.append({ record, beside: { gradedAt: new Date().toISOString(), ms: Math.round(ms), retries } });
    done.set(keyOf(record), record.verdict);
    tell();
  };

  const shared = new Map<string, Job[]>();
  for (const { learner, exercise } of wanted) {
    const job = await jobOf(learner, exercise, options.folder);
    const key = keyOf({ learner: learner.id, exercise: exercise.id });
    const known = journal.entries.get(key)?.record;
    if (known && isDone(known, job)) {
      done.set(key, known.verdict);
      begun += 1;
      continue;
    }
    const skipped = withoutJudging(job);
    if (skipped) await append(job, skipped, 0, 0);
    else {
      const text = JSON.stringify([exercise.id, job.files.hash]);
      shared.set(text, [...(shared.get(text) ?? []), job]);
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

/** Whatever could not be checked last time is tried again. */
const isDone = (record: GradeRecord, job: Job): boolean =>
  record.verdict !== 'unchecked' && record.hash === job.files.hash && isCurrent(record, job);

const outcomeOf = (verdict: Verdict): Outcome => {
  if (verdict.state === 'unchecked') return { verdict: verdict.state, reason: verdict.reason, ...nothingRun };
  const findings = verdict.state === 'failed' ? verdict.findings : [];
  // Files that do not compile reach no check, but their points must not vanish without a word.
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
