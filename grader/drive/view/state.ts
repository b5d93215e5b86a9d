import type { Lane, NextStep, Position } from '../../arena/common/position.ts';
import type { Finding } from '../../verdict/finding.ts';

/** How many orders can still follow, and how many of them go wrong. */
export type Possible = {
  readonly orders: number;
  readonly wrong: number;
  /** Whether all orders were tried; otherwise the numbers count those that were. */
  readonly complete: boolean;
};

/** How a drive ended. */
export type Ending =
  | { readonly kind: 'wrong'; readonly finding: Finding }
  | { readonly kind: 'well'; readonly replay: string };

/** The last step that could have saved the run: once it was taken, every order that is left goes wrong. */
export type LostAt = {
  /** Number of the step, from 1. */
  readonly step: number;
  /** What was possible right before it. */
  readonly before: Possible;
};

/** All that is shown of a drive, as plain JSON. */
export type DriveState = {
  /** Id of the exercise. */
  readonly exercise: string;
  readonly scenario: string;
  /** The scenarios that can be driven. */
  readonly scenarios: readonly string[];
  /** Steps taken so far. */
  readonly taken: number;
  readonly lanes: readonly Lane[];
  /** What can come next; the first one is taken by `step(0)`. */
  readonly next: readonly NextStep[];
  readonly memory: Position['memory'];
  readonly timeline: Position['timeline'];
  /** What was possible before the first step. */
  readonly start: Possible;
  readonly possible: Possible;
  readonly lostAt?: LostAt;
  readonly ending?: Ending;
  /** What a check misses in all orders of the scenario, if none of them goes wrong by itself. */
  readonly unseen?: string;
  /** The files are no longer what is driven: `reload` starts again with them as they are now. */
  readonly changed: boolean;
};

/** What can be seen of a drive: at first, how many orders were tried so far. */
export type Shown =
  | { readonly kind: 'opening'; readonly orders: number }
  | {
      readonly kind: 'driven';
      readonly state: DriveState;
      /** Text of the attempt's files, by name; another map after a start with other files. */
      readonly sources: ReadonlyMap<string, string>;
      /** While the orders of something else are tried: how many so far. */
      readonly trying?: number;
      /** A reply to the last key. */
      readonly answer?: string;
    };

/** Whether an exercise has orders that can be chosen: what runs for real usually has none. */
export const hasOrders = ({
  instruments,
  orders = false,
}: {
  readonly instruments: readonly string[];
  readonly orders?: boolean | undefined;
}): boolean => orders || instruments.some((instrument) => instrument !== 'R');

/** Whether nothing can save the run any more. */
export const isLost = ({ orders, wrong, complete }: Possible): boolean => complete && orders > 0 && wrong === orders;

/**
 * Whether some order is known to end well. Where not all were tried, a run may be neither lost nor known to be one that
 * can be saved.
 */
export const canBeSaved = ({ orders, wrong }: Possible): boolean => wrong < orders;

/**
 * The picture, marked where the run was decided.
 * @param before the picture of the place right before
 * @param instead who could have saved it: `if … came next`
 */
export const marked = (
  timeline: Position['timeline'],
  before: Position['timeline'],
  instead: string,
): Position['timeline'] => {
  const isSame = (index: number): boolean =>
    timeline.rows[index]?.text === before.rows[index]?.text && timeline.rows[index]?.lane === before.rows[index]?.lane;
  const parted = before.rows.findIndex((_, index) => !isSame(index));
  const row = parted < 0 ? before.rows.length : parted;
  // The last row may have got its answer; if more rows differ, the place is not known.
  if (row < before.rows.length - 1 || row >= timeline.rows.length) return timeline;
  return { ...timeline, noReturn: { row, instead } };
};

/** @param way what was possible at the start and after each step; absent if nobody has asked */
export const lostAt = (way: readonly (Possible | undefined)[]): LostAt | undefined => {
  const step = way.findIndex((possible) => possible && isLost(possible));
  const before = way[step - 1];
  return step < 1 || !before || !canBeSaved(before) ? undefined : { step, before };
};

/**
 * Which key takes which step: the number of its lane if that is the lane's first step; further steps have the numbers
 * after the lanes.
 * @returns for each of `next` its key, from 1
 */
export const keysOf = ({ lanes, next }: Pick<DriveState, 'lanes' | 'next'>): readonly number[] => {
  let further = lanes.length;
  return next.map(({ lane, both }, index) => {
    const isFirst = both === undefined && next.findIndex((other) => other.lane === lane && !other.both) === index;
    return isFirst && lane >= 0 ? lane + 1 : ++further;
  });
};

/** Whether more digits may follow: a longer number, which begins with these, is the key of a step. */
export const mayGoOn = (state: Pick<DriveState, 'lanes' | 'next'>, digits: string): boolean =>
  keysOf(state).some((key) => String(key).length > digits.length && String(key).startsWith(digits));
