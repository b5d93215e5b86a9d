import type { ServerScript } from './server-script.ts';
import type { SlowFileJob } from './slow-file-job.ts';

/** What the arena's main thread asks of the witness once the witness knows the board. */
export type WitnessJob =
  /** Lets the meter's callers go when no others come. */
  | { readonly do: 'meter'; readonly memory: Int32Array }
  /** Lets programs in other processes take part in the meters. */
  | { readonly do: 'channel'; readonly address: string }
  | { readonly do: 'slow-file'; readonly job: SlowFileJob }
  | { readonly do: 'serve'; readonly script: ServerScript }
  | { readonly do: 'tell-requests'; readonly port: number }
  | { readonly do: 'tell-stall' }
  | { readonly do: 'tell-processes' };

export type WitnessQuestion = WitnessJob & { readonly id: number };
/** The first message: the run begins. */
export type WitnessStart = {
  readonly board: Int32Array;
  /** Folder of the attempt's own files. */
  readonly attempt: string;
  /** Of the request that is being answered: with it the witness may send a frame while the main thread can't. */
  readonly nonce: string;
};
export type WitnessAnswer = { readonly id: number; readonly answer: unknown };
