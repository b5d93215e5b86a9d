/** What the other end of a slow file needs. */
export type SlowFileJob = {
  readonly path: string;
  readonly pieces: readonly Uint8Array[];
  /** Words of all slow files of the run: `files`, `opened`. */
  readonly shared: Int32Array;
  /** Words of this one: `state`, `call`, `readers`. */
  readonly own: Int32Array;
};

export const words = { files: 0, opened: 1, state: 2, call: 3, readers: 4, count: 5 } as const;

/** `alone`: the loop turned, but the other slow files were never opened meanwhile. */
export const states = ['unopened', 'turning', 'blocked', 'alone'] as const;
export type SlowFileState = (typeof states)[number];
