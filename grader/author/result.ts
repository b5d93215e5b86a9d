import type { Finding } from '../verdict/finding.ts';
import type { CheckMark, Verdict } from '../verdict/verdict.ts';

/** The part of a judgement that a proof records: the same on every machine and under any load. */
export type Result = {
  readonly verdict: Verdict['state'];
  /** Complete runs of all scenarios: `412`, or `20000, not all`. */
  readonly orders: string;
  readonly found: readonly Found[];
  /** The verdict in words, if the answer has just been judged. */
  readonly told?: string;
  /** All checks, if the answer has just been judged: several may have failed for one finding. */
  readonly checks?: readonly CheckMark[];
};

export type Found = {
  readonly kind: string;
  /** Title of the check that found it. */
  readonly check: string;
  /** In how many orders, if the finding is about orders: `12 of 20`. */
  readonly orders?: string;
};

export const resultOf = (verdict: Verdict): Result => ({
  verdict: verdict.state,
  orders: verdict.state === 'unchecked' ? '0' : reach(verdict.reach),
  found: findingsOf(verdict).map(foundIn),
  told: told(verdict),
  checks: verdict.state === 'unchecked' ? [] : verdict.checks,
});

const findingsOf = (verdict: Verdict): readonly Finding[] => (verdict.state === 'failed' ? verdict.findings : []);

const reach = ({ schedules, complete }: { readonly schedules: number; readonly complete: boolean }): string =>
  complete ? String(schedules) : `${schedules}, not all`;

const foundIn = ({ kind, check, evidence = [] }: Finding): Found => {
  const orders = evidence.flatMap((line) => ordersIn.exec(line)?.[0] ?? [])[0];
  return { kind, check, ...(orders !== undefined && { orders }) };
};

/** What a finding says of its orders (harness/orders.ts). */
const ordersIn = /\d+ of \d+(?= (?:different|tried) orders fail)|the only order there is|none of the \d+/i;

const told = (verdict: Verdict): string => {
  if (verdict.state === 'passed') return 'it passed';
  if (verdict.state === 'unchecked') return `it could not be checked: ${verdict.reason.split('\n')[0]}`;
  return `it got ${verdict.findings.map(({ kind, check, message }) => `${kind} in "${check}" (${message})`).join(', ')}`;
};
