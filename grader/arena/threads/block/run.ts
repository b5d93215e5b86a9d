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
  /** Operations done in silence, as part of these entries. */
  readonly silent: number;
  /** The state of each thread at the end. */
  readonly finalStates: readonly FinalState[];
  /** What each thread reports of the run. */
  readonly chronicles: readonly Chronicle[];
  /** The actors that could continue where the run was ended early, ascending. */
  readonly enabled?: readonly Actor[];
  /** Where a thread waits for what is not visible. */
  readonly hidden?: MemoryRange;
  /** The thread that was lost in the run. */
  readonly lost?: { readonly lane: number; readonly fault: Fault | undefined };
};
