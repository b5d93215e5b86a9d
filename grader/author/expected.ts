import type { Exercise } from '../course/exercise.ts';
import type { Finding } from '../verdict/finding.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Answer, Side } from './answers.ts';

/** What is not as it must be when the starter gets this verdict, in words that follow "starter:". */
export const starterProblem = (exercise: Exercise, verdict: Verdict): string | undefined =>
  sameKinds(kindsOf(verdict), exercise.starter)
    ? undefined
    : `expected ${exercise.starter.join(', ')}; ${outcome(verdict)}`;

export const solutionProblem = (verdict: Verdict): string | undefined =>
  verdict.state === 'passed' ? undefined : outcome(verdict);

export const answerProblem = (side: Side, { expects }: Answer, verdict: Verdict): string | undefined => {
  if (side === 'right') return solutionProblem(verdict);
  if (expects === undefined) return undefined;
  const { kind, check } = expects;
  const isIts = (finding: Finding): boolean => check === undefined || finding.check === check;
  const isFound = findingsOf(verdict).some((finding) => finding.kind === kind && isIts(finding));
  return isFound ? undefined : `expected ${kind}${check === undefined ? '' : ` in "${check}"`}; ${outcome(verdict)}`;
};

export const kindsOf = (verdict: Verdict): readonly string[] =>
  [...new Set(findingsOf(verdict).map(({ kind }) => kind))].toSorted();

const findingsOf = (verdict: Verdict): readonly Finding[] => (verdict.state === 'failed' ? verdict.findings : []);

const sameKinds = (found: readonly string[], expected: readonly string[]): boolean =>
  found.join() === expected.toSorted().join();

const outcome = (verdict: Verdict): string => {
  if (verdict.state === 'passed') return 'it passed';
  if (verdict.state === 'unchecked') return `it could not be checked: ${verdict.reason.split('\n')[0]}`;
  return `it got ${verdict.findings.map(({ kind, check, message }) => `${kind} in "${check}" (${message})`).join(', ')}`;
};
