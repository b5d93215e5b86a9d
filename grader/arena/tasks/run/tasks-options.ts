/** How a scenario is to be run. */
export type TasksOptions = {
  /**
   * Whether timers fire by their delays among themselves (`in order`, the default) or in any order, as
   * if each had an unknown part of its delay behind it.
   */
  readonly timers?: 'in order' | 'any';
  /**
   * What the tasks share. `anything` (the default): a turn may touch module variables, closures and objects that the
   * scenario did not declare, so no two turns count as independent, and all orders are tried one by one. `declared`:
   * only what operations and cells declare; then orders that differ only by independent steps count as one. Say it
   * only of code that the learner cannot change.
   */
  readonly shares?: 'anything' | 'declared';
  /** A timer still running when all tasks are done is a `leak` (the default), or fires when due. */
  readonly lateTimers?: 'leak' | 'fire';
};
