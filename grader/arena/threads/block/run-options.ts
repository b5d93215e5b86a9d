import type { Plan } from '../../../explore/model.ts';
import type { Operation, MemoryRange } from '../../../explore/operation.ts';

/**
 * What the threads report of a run besides its operations; `everything`: also where in the code each operation came
 * from.
 */
export const details = ['nothing', 'prints', 'everything'] as const;
export type Detail = (typeof details)[number];

/**
 * `mark`: the leader must have left a mark; otherwise its first step is enough, as the two threads are
 * interchangeable.
 */
export type Leader = { readonly thread: number; readonly mark: boolean };

/** How to make a run. */
export type RunOptions = {
  readonly plan: Plan<Operation>;
  /** Where ordinary accesses are steps; absent: everywhere. */
  readonly visible?: readonly MemoryRange[] | undefined;
  readonly detail?: Detail;
  /** Whether waits time out only when no other actor can continue. */
  readonly lateTimeouts?: boolean;
  /** For each thread, the one that has to begin before it. */
  readonly leaders?: readonly (Leader | undefined)[];
};
