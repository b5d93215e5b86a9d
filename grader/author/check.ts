import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { listExercises, readExercise, type Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import type { Judge } from '../judge/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Check, Score } from '../report/matrix.ts';
import { readAnswers } from './answers.ts';
import { answerProblem, kindsOf, solutionProblem, starterProblem } from './expected.ts';
import { treeProblems } from './trees.ts';

export type CheckOptions = {
  readonly root: string;
  readonly judge: Judge;
  readonly signal: AbortSignal;
  /** What the compiler said, by path relative to `root`. */
  readonly typeErrors: ReadonlyMap<string, readonly string[]>;
};

/** Proves one exercise: that its parts agree, and that each kept answer gets its verdict. */
export const checkExercise = async (id: string, options: CheckOptions): Promise<Check> => {
  try {
    const exercise = await readExercise(options.root, id);
    const judged = await judgeAnswers(exercise, options);
    const problems = [
      ...(await treeProblems(exercise, await listExercises(options.root))),
      ...typeProblems(id, options.typeErrors),
      ...judged.problems,
    ];
    return { id, ...judged, problems };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const none: Score = { right: 0, of: 0 };
    return { id, starter: [], solution: false, right: none, wrong: none, problems: [error.message] };
  }
};

const judgeAnswers = async (
  exercise: Exercise,
  { judge, signal }: CheckOptions,
): Promise<Pick<Check, 'starter' | 'solution' | 'right' | 'wrong' | 'problems'>> => {
  const verdictOn = async (files: AttemptFiles): Promise<Verdict> => judge.judge({ exercise, files }, { signal });
  const starter = await verdictOn(await readAttempt(exercise, exercise.folders.starter));
  const solution = await verdictOn(await readAttempt(exercise, exercise.folders.solution));
  const problems = [
    ...named('starter', starterProblem(exercise, starter)),
    ...named('solution', solutionProblem(solution)),
  ];
  const scores = { right: { right: 0, of: 0 }, wrong: { right: 0, of: 0 } };
  for (const side of ['right', 'wrong'] as const) {
    for (const answer of await readAnswers(exercise, side)) {
      const problem = answerProblem(side, answer, await verdictOn(answer.files));
      scores[side].of += 1;
      if (problem === undefined) scores[side].right += 1;
      else problems.push(`${answer.name}: ${problem}`);
    }
  }
  return { starter: kindsOf(starter), solution: solution.state === 'passed', ...scores, problems };
};

const named = (name: string, problem: string | undefined): readonly string[] =>
  problem === undefined ? [] : [`${name}: ${problem}`];

const typeProblems = (id: string, errors: CheckOptions['typeErrors']): readonly string[] =>
  [...errors]
    .filter(([path]) => path.includes(`/${id}/`) || path.startsWith(`exercises/${id}/`))
    .flatMap(([path, messages]) => messages.map((message) => `${path} ${message}`));
