import { NonDeterminism } from '../../explore/non-determinism.ts';
import type { Schedule } from '../../explore/model.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { Location } from '../../verdict/location.ts';
import type { Timeline } from '../../verdict/timeline.ts';
import type { Json } from './exploration.ts';
import { unsteady } from './faults.ts';

/** Where a run stands after its choices, and what each lane could do next. */
export type Position = {
  /** The choices that lead here. A choice is a number that means something only after the ones before it. */
  readonly choices: readonly number[];
  /** Tasks, threads or programs, in the order of the scenario. */
  readonly lanes: readonly Lane[];
  /** The shared values, as they are now. */
  readonly memory: readonly { readonly name: string; readonly value: string }[];
  /** The rows so far. */
  readonly timeline: Timeline;
  /** What can come next; empty at the end. */
  readonly next: readonly NextStep[];
  /** How the run ended, if it has. */
  readonly end?: { readonly outcome?: Json; readonly fault?: Fault };
  /** The run as the schedule of a token. */
  readonly schedule: Schedule;
};

export type Lane = {
  readonly name: string;
  readonly state: 'unstarted' | 'ready' | 'waiting' | 'ended';
  /** Where in the learner's files it stands. */
  readonly location?: Location;
  /** Why the lane cannot continue, if it waits or has not begun: `sleeps at mutex until a notify`. */
  readonly why?: string;
};

/** One of the steps that can come next. */
export type NextStep = {
  /** The number to append to the choices. */
  readonly choice: number;
  /** Index into `lanes`. */
  readonly lane: number;
  /** What it would do: `read kitty → 1000`; the text follows "would". */
  readonly text: string;
  readonly location?: Location;
  /** Two steps in one turn: their indices in `next`, in this order. */
  readonly both?: readonly [number, number];
};

/** The choices of a drive, and how it continues. */
export type DriveRequest = {
  readonly stage: string;
  readonly scenario: string;
  readonly choices: readonly number[];
  /** Whether the rest runs by itself. */
  readonly rest: boolean;
};

/** The end of a run about which nothing else is known. */
export const endedBy = (fault: Fault, choices: readonly number[]): Position => {
  const timeline = { lanes: [], memory: [], rows: [] };
  return { choices, lanes: [], memory: [], timeline, next: [], end: { fault }, schedule: choices };
};

/** Choices come from the same code: if they no longer fit, it does not repeat itself. */
export async function steadily(
  { choices }: Pick<DriveRequest, 'choices'>,
  position: () => Promise<Position>,
): Promise<Position> {
  try {
    return await position();
  } catch (error) {
    if (error instanceof NonDeterminism) return endedBy(unsteady(), choices);
    throw error;
  }
}
