import type { Location } from './location.ts';

/** One run as a picture: a column for each lane, one operation a row, memory at the right. */
export type Timeline = {
  /** Names of the threads or tasks, in column order. */
  readonly lanes: readonly string[];
  /** Names of the memory columns. */
  readonly memory: readonly string[];
  readonly rows: readonly Row[];
  /** Waits, each from the row where something was asked for. */
  readonly pending?: readonly Pending[];
  readonly noReturn?: NoReturn;
};

/** The point of no return of a run that ends badly. */
export type NoReturn = {
  /** Index of a row: before it the run could still end well, afterwards it cannot. */
  readonly row: number;
  /** What could have come instead, in an order that ends well: a name of `lanes`, or `the answer of read(a)`. */
  readonly instead: string;
};

/** Indices of rows; `from` is before `to`. */
export type Pending = {
  readonly from: number;
  /** Row where the wait ends; absent: it never does. */
  readonly to?: number;
  /** The wait was given up in `to`, not answered: aborted, cleared. */
  readonly givenUp?: boolean;
};

export type Row = {
  /** Index into `lanes`. */
  readonly lane: number;
  /** What was done, with its value: `read count → 0`, `db.get(balance) → 100`. */
  readonly text: string;
  /** Where in the learner's files. */
  readonly location?: Location;
  /** Values of the memory columns after the row, as text. */
  readonly memory: readonly string[];
  /** The lane was paused right after this row although it could have continued. */
  readonly paused?: boolean;
  /** A remark that belongs to the row: `overwrites B's update`. */
  readonly note?: string;
};
