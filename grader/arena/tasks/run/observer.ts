import type { Action } from './action.ts';

/** Watches one run, to tell about it. */
export type Observer = {
  readonly planned: (action: Action) => void;
  readonly happens: (action: Action) => void;
  /** The action never happens, unless it already has. */
  readonly cancelled: (action: Action) => void;
  /** An operation has completed; made into text only if it is shown. */
  readonly completed: (result: () => string, remark: string | undefined) => void;
  /** The scenario says something about the task whose code runs. */
  readonly noted: (text: string) => void;
  /** Something was opened that must be closed. */
  readonly kept: (handle: object) => void;
  /** The turn is over: all code that the last action set off has run. */
  readonly turned: () => void;
};
