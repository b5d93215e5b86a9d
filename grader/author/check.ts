import { readAttempt } from '../course/attempt.ts';
import { listExercises, readExercise, type Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { judgeBatch, type BatchProgress } from '../judge/batch.ts';
import type { Attempt } from '../judge/judge.ts';
import type { Check, Score } from '../report/matrix.ts';
import { readAnswers, type Answer } from './answers.ts';
import { answerProblem, kindsOf, solutionProblem, starterProblem } from './expected.ts';
import { treeProblems } from './trees.ts';

export type CheckOptions = {
  readonly root: string;
  readonly signal: AbortSignal;
  /** What the compiler said, by path relative to `root`. */
  readonly typeErrors: ReadonlyMap<string, readonly string[]>;
  readonly onExercise?: (id: string) => void;
};

/** One of the attempts that prove an exercise. */
type Trial = Attempt & { readonly part: 'starter' | 'solution' | Answer };

/**
 * Proves exercises: that their parts agree, and that each kept answer gets its verdict.
 * @returns one for each id, in their order
 */
export const checkExercises = async (ids: readonly string[], options: CheckOptions): Promise<readonly Check[]> => {
  const { root, signal, onExercise } = options;
  const read = await Promise.all(ids.map(async (id) => readTrials(root, id)));
  const verdicts = new Map<Trial, Verdict>();
  const begun = new Set<string>();
  const onProgress = ({ underWay }: BatchProgress<Trial>): void => {
    for (const { exercise } of underWay.filter((trial) => !begun.has(trial.exercise.id))) {
      begun.add(exercise.id);
      onExercise?.(exercise.id);
    }
  };
  const trials = read.flatMap((result) => (result.state === 'read' ? result.trials.filter(isWhole) : []));
  for await (const { attempt, verdict } of judgeBatch(trials, { root, signal, onProgress }))
    verdicts.set(attempt, verdict);

  const all = await listExercises(root);
  return Promise.all(
    read.map(async (result) => {
      if (result.state === 'unreadable') return unreadable(result.id, result.problem);
      const { exercise } = result;
      const judged = judgedAnswers(exercise, result.trials, verdicts);
      const problems = [
        ...(await treeProblems(exercise, all)),
        ...typeProblems(exercise.id, options.typeErrors),
        ...judged.problems,
      ];
      return { id: exercise.id, ...judged, problems };
    }),
  );
};

/** An answer that does not come about is not judged. */
const isWhole = ({ part }: Trial): boolean => typeof part === 'string' || part.problem === undefined;

type Read =
  | { readonly state: 'read'; readonly exercise: Exercise; readonly trials: readonly Trial[] }
  | { readonly state: 'unreadable'; readonly id: string; readonly problem: string };

const readTrials = async (root: string, id: string): Promise<Read> => {
  try {
    const exercise = await readExercise(root, id);
    const { starter, solution } = exercise.folders;
    const answers = [...(await readAnswers(exercise, 'right')), ...(await readAnswers(exercise, 'wrong'))];
    const trials = [
      { exercise, part: 'starter' as const, files: await readAttempt(exercise, starter) },
      { exercise, part: 'solution' as const, files: await readAttempt(exercise, solution) },
      ...answers.map((answer) => ({ exercise, part: answer, files: answer.files })),
    ];
    return { state: 'read', exercise, trials };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: 'unreadable', id, problem: error.message };
  }
};

const unreadable = (id: string, problem: string): Check => {
  const none: Score = { right: 0, of: 0 };
  return { id, starter: [], solution: false, right: none, wrong: none, problems: [problem] };
};

const judgedAnswers = (
  exercise: Exercise,
  trials: readonly Trial[],
  verdicts: ReadonlyMap<Trial, Verdict>,
): Pick<Check, 'starter' | 'solution' | 'right' | 'wrong' | 'problems'> => {
  const scores = { right: { right: 0, of: 0 }, wrong: { right: 0, of: 0 } };
  const problems: string[] = [];
  let kinds: readonly string[] = [];
  let isSolved = false;
  for (const trial of trials) {
    const { part } = trial;
    const verdict = verdicts.get(trial) ?? notJudged;
    if (part === 'starter') {
      kinds = kindsOf(verdict);
      problems.push(...named(part, starterProblem(exercise, verdict)));
    } else if (part === 'solution') {
      isSolved = verdict.state === 'passed';
      problems.push(...named(part, solutionProblem(verdict)));
    } else {
      const side = part.name.startsWith('wrong/') ? 'wrong' : 'right';
      const problem = part.problem ?? answerProblem(side, part, verdict);
      scores[side].of += 1;
      if (problem === undefined) scores[side].right += 1;
      problems.push(...named(part.name, problem));
    }
  }
  return { starter: kinds, solution: isSolved, ...scores, problems };
};

const notJudged: Verdict = { state: 'unchecked', reason: 'It was not judged.', help: '' };

const named = (name: string, problem: string | undefined): readonly string[] =>
  problem === undefined ? [] : [`${name}: ${problem}`];

const typeProblems = (id: string, errors: CheckOptions['typeErrors']): readonly string[] =>
  [...errors]
    .filter(([path]) => path.includes(`/${id}/`) || path.startsWith(`exercises/${id}/`))
    .flatMap(([path, messages]) => messages.map((message) => `${path} ${message}`));
