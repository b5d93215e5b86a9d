import type { Location } from './location.ts';

/** What a run can show by itself, without any check's opinion. */
export const faultKinds = [
  'data-race',
  'deadlock',
  'missed-wakeup',
  'livelock',
  'starvation',
  'leak',
  'unhandled',
  'crash',
  'stuck',
  'missing-export',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What went wrong in a run; texts are for the learner. */
export type Fault = {
  readonly kind: FaultKind;
  /** One sentence: what happened. */
  readonly message: string;
  /** The mechanism behind it. */
  readonly why?: string;
  readonly location?: Location;
  /** Further facts, one line each: who waits for what. */
  readonly evidence?: readonly string[];
};
