import type { Schedule } from '../../explore/model.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { Timeline } from '../../verdict/timeline.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** All orders that ended alike, with the simplest of their schedules. */
export type OutcomeClass = {
  /** What the scenario reported at the end; absent when the run did not get there. */
  readonly outcome?: Json;
  readonly fault?: Fault;
  /** Orders (classes of schedules) with that end. */
  readonly count: number;
  readonly schedule: Schedule;
};

/** The result of exploring one scenario by any of the instruments that explore. */
export type Exploration = {
  /** Complete runs. */
  readonly schedules: number;
  /** How many of them had two answers in one turn (instrument T). */
  readonly sharedTurns?: number;
  /** Whether every order was tried. */
  readonly complete: boolean;
  /** Distinct ends, in the order they were found. */
  readonly outcomes: readonly OutcomeClass[];
};

/** One schedule, run again with every step recorded. */
export type Explanation = {
  /** The schedule shown: as simple as it could be made, ending like the one that was asked for. */
  readonly schedule: Schedule;
  readonly timeline: Timeline;
  readonly outcome?: Json;
  readonly fault?: Fault;
};
