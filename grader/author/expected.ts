import type { Exercise } from '../course/exercise.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Answer } from './answers.ts';

/** What is not as it must be when the starter gets this verdict, in words that follow "starter:". */
export const starterProblem = (exercise: Exercise, verdict: Verdict): string | undefined =>
  sameKinds(kindsOf(verdict), exercise.starter)
    ? undefined
    : `expected ${exercise.starter.join(', ')}; ${outcome(verdict)}`;

export const solutionProblem = (verdict: Verdict): string | undefined =>
  verdict.state === 'passed' ? undefined : outcome(verdict);

export const answerProblem = (side: 'right' | 'wrong', answer: Answer, verdict: Verdict): string | undefined => {
  if (side === 'right') return solutionProblem(verdict);
  const [, kind, reason] = /^\/\/ ([a-z-]+): (\S.*)$/.exec(answer.firstLine) ?? [];
  if (kind === undefined || reason === undefined) return 'its first line is not `// <kind>: <why someone writes this>`';
  return kindsOf(verdict).includes(kind) ? undefined : `expected ${kind}; ${outcome(verdict)}`;
};

export const kindsOf = (verdict: Verdict): readonly string[] =>
  verdict.state === 'failed' ? [...new Set(verdict.findings.map(({ kind }) => kind))].toSorted() : [];

const sameKinds = (found: readonly string[], expected: readonly string[]): boolean =>
  found.join() === expected.toSorted().join();

const outcome = (verdict: Verdict): string => {
  if (verdict.state === 'passed') return 'it passed';
  if (verdict.state === 'unchecked') return `it could not be checked: ${verdict.reason.split('\n')[0]}`;
  return `it got ${verdict.findings.map(({ kind, message }) => `${kind} (${message})`).join(', ')}`;
};
