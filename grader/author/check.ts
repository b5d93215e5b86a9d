import { attemptOf, readAttempt } from '../course/attempt.ts';
import { listExercises, readExercise, type Exercise, type Identity } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { addressOf } from '../judge/address.ts';
import { judgeBatch, type BatchProgress } from '../judge/batch.ts';
import type { Attempt } from '../judge/judge.ts';
import type { Check, Score } from '../report/matrix.ts';
import { readAnswers, type Answer } from './answers.ts';
import { answerProblem, kindsOf, solutionProblem, starterProblem } from './expected.ts';
import { doubt, isSampled, readProof, writeProof, type Proof, type ProvedAnswer } from './proof.ts';
import { resultOf, type Result } from './result.ts';
import { treeProblems } from './trees.ts';
import { isFailed } from '../verdict/verdict.ts';

export type CheckOptions = {
  readonly root: string;
  readonly signal: AbortSignal;
  /** What the compiler said, by path relative to `root`. */
  readonly typeErrors: ReadonlyMap<string, readonly string[]>;
  /** Judges proved answers, too. */
  readonly all?: boolean;
  /** Writes the new results into the proofs. */
  readonly write?: boolean;
  /** Chooses which of the proved answers are judged. */
  readonly commit: string;
  readonly onExercise?: (id: string) => void;
};

/** One proved answer in this many is judged anyway. */
const sample = 10;

/** One of the attempts that prove an exercise. */
type Trial = Attempt & {
  readonly name: string;
  readonly part: 'starter' | 'solution' | Answer;
  /** What the proof says of it. */
  readonly proved?: ProvedAnswer;
};

type Read =
  | {
      readonly state: 'read';
      readonly id: string;
      readonly exercise: Exercise;
      readonly trials: readonly Trial[];
      readonly judgedBy: string;
    }
  | { readonly state: 'unreadable'; readonly id: string; readonly problem: string };

/**
 * Proves exercises: that their parts agree, and that each kept answer gets its verdict. Proofs are believed, except for
 * a sample.
 * @returns a check for each id, in the order of `ids`
 */
export const checkExercises = async (ids: readonly string[], options: CheckOptions): Promise<readonly Check[]> => {
  const { root, signal, onExercise } = options;
  const read = await Promise.all(ids.map(async (id) => readTrials(root, id)));
  const seen = new Map<Trial, Result>();
  const begun = new Set<string>();
  const onProgress = ({ underWay }: BatchProgress<Trial>): void => {
    for (const { exercise } of underWay.filter((trial) => !begun.has(trial.exercise.id))) {
      begun.add(exercise.id);
      onExercise?.(exercise.id);
    }
  };
  const due = read.flatMap((result) => (result.state === 'read' ? result.trials : [])).filter(isDue(options));
  for await (const { attempt, verdict } of judgeBatch(due, { root, signal, onProgress }))
    seen.set(attempt, resultOf(verdict));

  const all = await listExercises(root);
  return Promise.all(read.map(async (result) => checkOf(result, seen, all, options)));
};

const isDue =
  ({ all = false, commit }: CheckOptions) =>
  ({ part, proved, exercise, name }: Trial): boolean => {
    if (typeof part !== 'string' && part.problem !== undefined) return false;
    return all || proved === undefined || isSampled(commit, `${exercise.id} ${name}`, sample);
  };

const readTrials = async (root: string, id: string): Promise<Read> => {
  try {
    const exercise = await readExercise(root, id);
    const { starter, solution } = exercise.folders;
    const answers = [...(await readAnswers(exercise, 'right')), ...(await readAnswers(exercise, 'wrong'))];
    const judgedBy = await addressOf(root, { exercise, files: attemptOf([]) });
    const proof = await readProof(exercise);
    const trial = ({ name, part, files }: Pick<Trial, 'name' | 'part' | 'files'>): Trial => {
      const proved = proof?.judgedBy === judgedBy ? proof.answers[name] : undefined;
      return { exercise, name, part, files, ...(proved?.files === files.hash && { proved }) };
    };
    const trials = [
      trial({ name: 'starter', part: 'starter', files: await readAttempt(exercise, starter) }),
      trial({ name: 'solution', part: 'solution', files: await readAttempt(exercise, solution) }),
      ...answers.map((answer) => trial({ name: answer.name, part: answer, files: answer.files })),
    ];
    return { state: 'read', id, exercise, trials, judgedBy };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: 'unreadable', id, problem: error.message };
  }
};

const checkOf = async (
  result: Read,
  seen: ReadonlyMap<Trial, Result>,
  all: readonly Identity[],
  { typeErrors, write = false }: CheckOptions,
): Promise<Check> => {
  if (result.state === 'unreadable') return unreadable(result.id, result.problem);
  const { id, exercise, trials, judgedBy } = result;
  const judged = judgedTrials(exercise, trials, seen);
  if (write) await writeProof(exercise, { judgedBy, answers: judged.holding });
  const problems = [...(await treeProblems(exercise, all)), ...typeProblems(id, typeErrors), ...judged.problems];
  return { ...judged, id, problems };
};

const unreadable = (id: string, problem: string): Check => {
  const none: Score = { right: 0, of: 0 };
  const starter = { kinds: [], isRight: false };
  return {
    id,
    starter,
    solution: false,
    right: none,
    wrong: none,
    judged: 0,
    idle: [],
    unsteady: [],
    problems: [problem],
  };
};

const judgedTrials = (
  exercise: Exercise,
  trials: readonly Trial[],
  seen: ReadonlyMap<Trial, Result>,
): Omit<Check, 'id'> & { readonly holding: Proof['answers'] } => {
  const scores = {
    starter: { right: 0, of: 0 },
    solution: { right: 0, of: 0 },
    right: { right: 0, of: 0 },
    wrong: { right: 0, of: 0 },
  };
  const problems: string[] = [];
  const unsteady: string[] = [];
  const holding: Record<string, ProvedAnswer> = {};
  let kinds: readonly string[] = [];
  for (const trial of trials) {
    const { name, part, proved, files } = trial;
    const now = seen.get(trial);
    const result = now ?? proved ?? notJudged;
    const doubted = now && proved && doubt(proved, now, exercise.instruments.includes('R'));
    const problem = problemOf(exercise, part, result);
    const score = scores[typeof part === 'string' ? part : sideOf(part)];
    score.of += 1;
    if (problem === undefined) {
      score.right += 1;
      holding[name] = { files: files.hash, ...result };
    }
    if (part === 'starter') kinds = kindsOf(result);
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
    if (doubted) (doubted.disproves ? problems : unsteady).push(`${name}: ${doubted.text}`);
  }
  const isRight = ({ right, of }: Score): boolean => right === of;
  return {
    starter: { kinds, isRight: isRight(scores.starter) },
    solution: isRight(scores.solution),
    right: scores.right,
    wrong: scores.wrong,
    judged: trials.filter((trial) => seen.has(trial)).length,
    idle: idleChecks(trials, seen),
    unsteady,
    problems,
    holding,
  };
};

/**
 * Titles of the checks that fail no wrong answer; empty if nothing was judged, as only a judgement lists the titles.
 */
const idleChecks = (trials: readonly Trial[], seen: ReadonlyMap<Trial, Result>): readonly string[] => {
  const wrong = trials.filter(({ part }) => typeof part !== 'string' && sideOf(part) === 'wrong');
  const failed = new Set(wrong.flatMap((trial) => failedIn(seen.get(trial) ?? trial.proved)));
  const titles = trials.flatMap((trial) => (seen.get(trial)?.checks ?? []).map(({ title }) => title));
  return [...new Set(titles)].filter((title) => !failed.has(title));
};

/** A proof records only the findings. */
const failedIn = ({ checks = [], found = [] }: Partial<Result> = {}): readonly string[] => [
  ...checks.filter(isFailed).map(({ title }) => title),
  ...found.map(({ check }) => check),
];

const sideOf = ({ name }: Answer): 'right' | 'wrong' => (name.startsWith('wrong/') ? 'wrong' : 'right');

const problemOf = (exercise: Exercise, part: Trial['part'], result: Result): string | undefined => {
  if (part === 'starter') return starterProblem(exercise, result);
  return part === 'solution' ? solutionProblem(result) : answerProblem(sideOf(part), part, result);
};

const notJudged: Result = { verdict: 'unchecked', orders: '0', found: [], told: 'it was not judged' };

const typeProblems = (id: string, errors: CheckOptions['typeErrors']): readonly string[] =>
  [...errors]
    .filter(([path]) => path.includes(`/${id}/`) || path.startsWith(`exercises/${id}/`))
    .flatMap(([path, messages]) => messages.map((message) => `${path} ${message}`));
