import type { Actor } from '../../../explore/model.ts';
import type { MemoryRange } from '../../../explore/operation.ts';
import type { FinalState } from '../../../explore/final-state.ts';
import type { Fault } from '../../../verdict/fault.ts';
import type { Chronicle } from './chronicle.ts';
import type { RunStatus } from './run-status.ts';
import type { Entry } from './records.ts';

/** What one run left behind. */
export type Run = {
  readonly end: RunStatus;
  readonly entries: readonly Entry[];
  /** Operations that are part of those. */
  readonly silent: number;
  /** The state of each thread at the end. */
  readonly finalStates: readonly FinalState[];
  /** What each thread says of it. */
  readonly chronicles: readonly Chronicle[];
  /** Who could go on where it was ended early, ascending. */
  readonly enabled?: readonly Actor[];
  /** Where a thread waits for what is not visible. */
  readonly hidden?: MemoryRange;
  /** The thread that was lost in it. */
  readonly lost?: { readonly lane: number; readonly fault: Fault | undefined };
};
