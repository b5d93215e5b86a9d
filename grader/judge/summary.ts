import type { TestCase, TestModule } from 'vitest/node';
import type { CheckReport } from '../harness/session.ts';
import type { Finding } from '../verdict/finding.ts';
import { reachLines } from '../verdict/reach-lines.ts';
import type { CheckMark, Output, Reach, Verdict } from '../verdict/verdict.ts';

type Expectation = {
  /** How many hidden checks the exercise has: a shorter list is never a pass. */
  readonly checks: number;
  /** Kinds of finding that the exercise is about, the most telling first. */
  readonly about: readonly string[];
  /** Only one schedule was run, so checks of other scenarios have nothing to judge. */
  readonly replayed: boolean;
};

const ourFault = 'This is a fault of the kit, not of your code. Please report it.';

/** Turns what vitest saw into the verdict. Whatever is missing, skipped or broken is never a pass. */
export function verdictOf(
  modules: readonly TestModule[],
  unhandled: readonly unknown[],
  { checks, about, replayed }: Expectation,
): Verdict {
  const cases = modules.flatMap((module) => [...module.children.allTests()]);
  const reports = cases.flatMap((check) => check.meta().report ?? []);
  const findings = reports.flatMap((report) => report.findings);
  const broken = cases.find((check) => check.result().state === 'failed' && !check.meta().report?.findings.length);
  const marks = cases.map(markOf);
  const judged = {
    checks: replayed ? [] : marks,
    reach: reachOf(reports),
    output: outputOf(reports),
    figures: figuresOf(reports),
  };
  const [first, ...rest] = byImportance(withoutRepetition(findings), about);

  const problem =
    modules.flatMap((module) => module.errors()).map((error) => error.message)[0] ??
    unhandled.map((error) => (error instanceof Error ? error.message : JSON.stringify(error)))[0] ??
    (broken && `${broken.name}: ${complaintOf(broken)}`) ??
    (cases.length === checks ? undefined : `Expected ${checks} checks to run, got ${cases.length}.`) ??
    cases.filter((check) => check.result().state === 'skipped').map((check) => `${check.name}: was skipped.`)[0] ??
    (replayed ? undefined : cases.filter(judgedNothing).map((check) => `${check.name}: judged nothing.`)[0]);
  // A finding stands by itself: whatever else went wrong does not make the attempt right.
  if (first) return { state: 'failed', findings: [first, ...rest], ...judged };
  if (problem !== undefined) return { state: 'unchecked', reason: problem, help: ourFault };
  if (replayed && !reports.some(({ runs }) => runs > 0)) {
    return { state: 'unchecked', reason: 'No check runs the scenario of this token.', help: ourFault };
  }
  return { state: 'passed', ...judged };
}

const markOf = (check: TestCase): CheckMark => ({
  title: check.name,
  passed: check.result().state === 'passed',
  ...(check.meta().report?.tried === false && { tried: false }),
});

const judgedNothing = (check: TestCase): boolean => !check.meta().report?.runs;

function complaintOf(check: TestCase): string {
  return check.result().errors?.[0]?.message ?? 'failed without a word.';
}

/** A lost arena is lost for every check: one finding is enough, and only the first says where it was lost. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, message, location }) => {
    const said = JSON.stringify([kind, message]);
    const key = location ? JSON.stringify([kind, message, location]) : said;
    const isNew = !seen.has(key);
    seen.add(key).add(said);
    return isNew;
  });
}

/** What the exercise is about comes first: the learner should understand that. */
function byImportance(findings: readonly Finding[], about: readonly string[]): readonly Finding[] {
  const rank = ({ kind }: Finding): number => (about.includes(kind) ? about.indexOf(kind) : about.length);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

function reachOf(reports: readonly CheckReport[]): Reach {
  const sharedTurns = reports.reduce((sum, report) => sum + report.sharedTurns, 0);
  return {
    schedules: reports.reduce((sum, { schedules }) => sum + schedules, 0),
    ...(sharedTurns > 0 && { sharedTurns }),
    complete: reports.length > 0 && reports.every(({ complete, measured }) => complete && measured === 0),
  };
}

/**
 * A real run is only one of many that could have been, so its figure says why one is enough. If orders were tried
 * besides real runs, both are reported.
 */
function figuresOf(reports: readonly CheckReport[]): string[] {
  const measured = reports.reduce((sum, report) => sum + report.measured, 0);
  const runs = `${measured} real ${measured === 1 ? 'run' : 'runs'}, judged by witnesses, not by a stopwatch`;
  const tried = reports.reduce((sum, { schedules }) => sum + schedules, 0) - measured;
  const orders = { schedules: tried, complete: reports.every(({ complete }) => complete) };
  return [
    ...(measured > 0 && tried > 0 ? reachLines(orders) : []),
    ...(measured > 0 ? [runs] : []),
    ...reports.flatMap(({ figures }) => figures),
  ];
}

function outputOf(reports: readonly CheckReport[]): Output {
  return reports.at(-1)?.output ?? { text: '', lost: 0 };
}
