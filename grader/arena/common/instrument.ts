import type { Exploration, Explanation } from './exploration.ts';
import type { DriveRequest, Position } from './position.ts';

/** What one scenario's learner code printed in its first run, capped. */
export type Printed = { readonly text: string; readonly lost: number };

/** Instruments that explore: tasks on one thread (T), threads over shared memory (S), programs that share files (R). */
export type Instrument = {
  /**
   * Tries the orders of a scenario of the staged attempt, in at most `budget` runs. With `from` (choices of a drive)
   * it tries only orders that can still follow; with `ways`, the schedule of each end holds choices that lead to it.
   * Rejects only for a fault of ours; whatever the learner's code does is an outcome.
   */
  readonly explore: (
    request: {
      readonly stage: string;
      readonly scenario: string;
      readonly budget: number;
      readonly from?: readonly number[];
      readonly ways?: boolean;
    },
    onProgress: (schedules: number) => void,
  ) => Promise<{ readonly exploration: Exploration; readonly printed?: Printed }>;

  /** Runs one schedule again, simplified as far as it still ends the same way, and records every step. */
  readonly explain: (request: {
    readonly stage: string;
    readonly scenario: string;
    readonly schedule: readonly number[];
    /** Outcomes that are right, as JSON text; absent where not all outcomes are known. */
    readonly good?: readonly string[];
  }) => Promise<Explanation>;

  /** Runs the scenario as far as the choices say, and reports where it is then. */
  readonly drive: (request: DriveRequest) => Promise<Position>;
};
