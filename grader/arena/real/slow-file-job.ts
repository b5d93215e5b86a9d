/** What the thread at the other end of a slow file needs. */
export type SlowFileJob = {
  readonly path: string;
  readonly pieces: readonly Uint8Array[];
  /** Words of all slow files of the run: `ticks`, `files`, `opened`. */
  readonly shared: Int32Array;
  /** Words of this one: `state`, `call`, `readers`. */
  readonly own: Int32Array;
  /** Number of the blocking call that the main thread is in, or 0. */
  readonly inside: Int32Array;
};

export const words = { ticks: 0, files: 1, opened: 2, state: 3, call: 4, readers: 5, count: 6 } as const;

/** `alone`: the loop turned, but the other slow files were never opened meanwhile. */
export const states = ['unopened', 'turning', 'blocked', 'alone'] as const;
export type SlowFileState = (typeof states)[number];
