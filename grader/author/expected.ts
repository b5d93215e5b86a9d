import type { Exercise } from '../course/exercise.ts';
import type { Answer, Side } from './answers.ts';
import type { Result } from './result.ts';

/** What is wrong if this is the starter's result, in words that follow "starter:"; undefined: nothing. */
export const starterProblem = (exercise: Exercise, result: Result): string | undefined =>
  kindsOf(result).join() === exercise.starter.toSorted().join()
    ? undefined
    : `expected ${exercise.starter.join(', ')}; ${inWords(result)}`;

export const solutionProblem = (result: Result): string | undefined =>
  result.verdict === 'passed' ? undefined : inWords(result);

/** A wrong answer must be found by the check that it names: another check finds it only by chance. */
export const answerProblem = (side: Side, { expects, problem }: Answer, result: Result): string | undefined => {
  if (problem !== undefined) return problem;
  if (side === 'right') return solutionProblem(result);
  if (expects === undefined) return undefined;
  const { kind, check } = expects;
  const isFound = result.found.some((each) => each.kind === kind && each.check === check);
  return isFound ? undefined : `expected ${kind} in "${check}"; ${inWords(result)}`;
};

/** Kinds of finding, each once, sorted. */
export const kindsOf = ({ found }: Result): readonly string[] => [...new Set(found.map(({ kind }) => kind))].toSorted();

const inWords = ({ told, found }: Result): string =>
  told ?? `it is proved to get ${found.map(({ kind, check }) => `${kind} in "${check}"`).join(', ') || 'no finding'}`;
