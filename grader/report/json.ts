import type { Finding } from '../verdict/finding.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One judged exercise. */
export type Result = {
  /** Id of the exercise. */
  readonly exercise: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
};

/**
 * The document of `grade --json`, with a final line break. Its shape is a promise to other
 * programs: fields may be added, and anything else needs a new `schemaVersion`.
 */
export const renderJson = (
  results: readonly Result[],
  { node, platform }: { node: string; platform: string },
): string =>
  `${JSON.stringify({ schemaVersion: 1, node, platform, results: results.map(jsonResult) }, undefined, 2)}\n`;

const jsonResult = ({ exercise, verdict, durationMs }: Result): object => ({
  exercise,
  verdict: verdict.state,
  reach:
    verdict.state === 'unchecked'
      ? { schedules: 0, complete: false }
      : { schedules: verdict.reach.schedules, complete: verdict.reach.complete },
  findings: verdict.state === 'failed' ? verdict.findings.map(jsonFinding) : [],
  durationMs: Math.round(durationMs),
});

const jsonFinding = ({ kind, check, message, location, replay }: Finding): object => ({
  kind,
  check,
  message,
  ...(location && { location: { file: location.file, line: location.line } }),
  ...(replay !== undefined && { replay }),
});
