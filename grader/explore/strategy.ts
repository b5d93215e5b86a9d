import type { Plan, Schedule, Step } from './model.ts';

/** A way to choose runs, one after the other. It knows nothing of what runs them. */
export type Strategy<Op> = {
  /** The choices for the next run; `undefined` when the strategy has no more. */
  next(): Plan<Op> | undefined;
  /** Reports the run that followed these choices. */
  record(steps: readonly Step<Op>[]): void;
};

/** The plan that runs a schedule again. If the run is longer than the schedule, the guide continues it. */
export function replay<Op>(schedule: Schedule): Plan<Op> {
  return { prefix: schedule, sleep: new Map() };
}
