import { faultKinds } from './fault.ts';
import type { Location } from './location.ts';
import type { Timeline } from './timeline.ts';

/** What can be wrong with an attempt; docs/findings.md explains the words. */
export const findingKinds = [
  'wrong-result',
  'race',
  ...faultKinds,
  'over-serialised',
  'not-parallel',
  'blocked-loop',
  'does-not-compile',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** One judged fault of an attempt. Texts are for the learner: no paths, ids or stack frames of ours. */
export type Finding = {
  readonly kind: FindingKind;
  /** Title of the check that found it. */
  readonly check: string;
  /** One sentence: what happened. */
  readonly message: string;
  /** The mechanism behind it, without the answer. */
  readonly why?: string;
  readonly location?: Location;
  readonly expected?: string;
  readonly got?: string;
  /** Further facts, one line each: "2 of 20 orders fail". */
  readonly evidence?: readonly string[];
  readonly timeline?: Timeline;
  /** Token that runs exactly this schedule again. */
  readonly replay?: string;
};
