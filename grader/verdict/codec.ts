import * as v from 'valibot';
import * as schema from './schema.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/**
 * Version of all that is written with this codec: documents, journals, kept verdicts. Fields may be added within a
 * version; removing one, or changing its meaning, takes the next. Version 1 had neither timelines nor reasons.
 */
export const verdictVersion = 2;

const record = v.strictObject({
  verdict: v.picklist(['passed', 'failed', 'unchecked']),
  reach: schema.reach,
  findings: v.array(schema.finding),
  /** Only in an `unchecked` verdict, like `help`. */
  reason: v.exactOptional(v.string()),
  help: v.exactOptional(v.string()),
});

/**
 * A verdict as data. It has no times, paths or process ids, and its keys are always in the same order: as JSON, two
 * judgements of one attempt are equal byte for byte.
 */
export type VerdictRecord = v.InferOutput<typeof record>;

const aside = v.strictObject({
  checks: v.exactOptional(
    v.array(v.strictObject({ title: v.string(), passed: v.boolean(), tried: v.exactOptional(v.literal(false)) })),
  ),
  figures: v.array(v.string()),
  output: schema.output,
});

/** What goes beside the record: what was measured and printed may differ each time. */
export type VerdictAside = v.InferOutput<typeof aside>;

export const recordOf = (verdict: Verdict): VerdictRecord => {
  const { state } = verdict;
  if (state === 'unchecked') {
    const { reason, help } = verdict;
    return { verdict: state, reach: { schedules: 0, complete: false }, findings: [], reason, help };
  }
  const findings = state === 'failed' ? verdict.findings : [];
  return v.parse(record, { verdict: state, reach: verdict.reach, findings });
};

export const asideOf = (verdict: Verdict): VerdictAside =>
  verdict.state === 'unchecked'
    ? nothing
    : v.parse(aside, { checks: verdict.checks, figures: verdict.figures, output: verdict.output });

const nothing: VerdictAside = { figures: [], output: { text: '', lost: 0 } };

/**
 * @param from a record
 * @param beside what `asideOf` gave, if that was kept
 * @throws when either has another shape, or says what no verdict can say
 */
export const verdictFrom = (from: unknown, beside: unknown = nothing): Verdict => {
  const { verdict: state, reach, findings, reason, help } = v.parse(record, from);
  const judged = { reach, checks: [], ...v.parse(aside, beside) };
  if (state === 'unchecked') return { state, reason: reason ?? unknownReason, help: help ?? '' };
  const [first, ...rest]: readonly Finding[] = findings;
  if (state === 'failed' && first) return { state, findings: [first, ...rest], ...judged };
  if (state === 'failed' || first) throw new Error(`Expected a verdict to be \`failed\` exactly when it has findings`);
  return { state, ...judged };
};

const unknownReason = 'The reason was not kept.';
