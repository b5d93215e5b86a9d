import type { Finding } from './finding.ts';

/** How far a verdict reaches. */
export type Reach = {
  /** Complete runs. */
  readonly schedules: number;
  /** How many of them had two answers in one turn (instrument T). */
  readonly sharedTurns?: number;
  /** Whether there are no further orders. */
  readonly complete: boolean;
};

/** What the learner's code printed, capped; `lost` counts the characters that were not kept. */
export type Output = { readonly text: string; readonly lost: number };

/** One of the exercise's checks, and whether the attempt passed it. */
export type CheckMark = {
  readonly title: string;
  readonly passed: boolean;
  /** Present if the check was not tried, as the attempt did not end in an earlier one. */
  readonly tried?: false;
};

type Judged = {
  /** In the order of the exercise; empty where none was run. */
  readonly checks: readonly CheckMark[];
  readonly reach: Reach;
  readonly output: Output;
  /** Lines worth showing after a pass: "all 20 orders passed", "1.9× on 2 cores". */
  readonly figures: readonly string[];
};

export type Verdict =
  | ({ readonly state: 'passed' } & Judged)
  | ({ readonly state: 'failed'; readonly findings: readonly [Finding, ...Finding[]] } & Judged)
  /** Our fault or the machine's; never shown as the learner's failure. */
  | { readonly state: 'unchecked'; readonly reason: string; readonly help: string };

/** Whether the check was tried, and failed. */
export const isFailed = ({ passed, tried }: CheckMark): boolean => !passed && tried !== false;
