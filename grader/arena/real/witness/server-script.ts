/** How the local server answers, as plain data: it runs on the witness' thread. */
export type ServerScript = {
  /** By path, such as `/prices`; `*` for all others. Absent: status 200 and the path as the body. */
  readonly answers?: Readonly<Record<string, ScriptedAnswer>>;
  /** No answer begins until this many requests are in flight together, once. */
  readonly gather?: number;
  /**
   * How many requests there will be in all. `gather` then holds each answer until that many wait for theirs, or no
   * more are to come; the newest is answered first. This exposes a client that does not send a request for each
   * answer.
   */
  readonly of?: number;
};

export type ScriptedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces of the body; before each the event loop of the main thread must have turned. */
  readonly body?: readonly string[];
  /** Beats of the main thread's loop (about one a millisecond) before the answer begins. */
  readonly beats?: number;
  /** The answer never comes: for deadlines and for losers that must be aborted. */
  readonly never?: boolean;
  /** The connection breaks instead. */
  readonly breaks?: boolean;
  /** Waits until requests for these paths have arrived: an order that the network might have brought. */
  readonly after?: readonly string[];
};

/** One request, as the server saw it; positions count all arrivals and ends. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly arrived: number;
  /** Position of its end; 0: it has not ended. */
  readonly ended: number;
  /** The client hung up before it had its answer. */
  readonly aborted: boolean;
};

/** What the server has seen so far. */
export type ServerReport = {
  readonly requests: readonly SeenRequest[];
  readonly count: number;
  /** Most requests that were in flight together. */
  readonly peak: number;
  readonly inFlight: number;
  readonly connections: number;
  /** Whether answers had to begin because no more requests came. */
  readonly short: boolean;
};
