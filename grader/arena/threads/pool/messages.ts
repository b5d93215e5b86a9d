/** What a pool sends to each of its threads before the runs of a scenario. */
export type Setup = {
  /** Folder with the staged attempt. */
  readonly stage: string;
  /** Name by which the scenarios' module exports the scenario. */
  readonly scenario: string;
  readonly buffers: readonly SharedArrayBuffer[];
};

/** What a thread says: that it is prepared, and its system number; or that something of ours failed. */
export type Notice =
  | { readonly say: 'ready'; readonly systemThread: number }
  | { readonly say: 'broken'; readonly reason: string };

/** What a thread is started with. */
export type ThreadData = {
  readonly control: SharedArrayBuffer;
  readonly lane: number;
  /** How often the lane was called before. */
  readonly calls: number;
};
