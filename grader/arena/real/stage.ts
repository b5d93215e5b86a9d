import type { Location } from '../../explore/timeline.ts';
import type { CpuShare } from './cpu.ts';
import type { Meter } from './meter.ts';
import type { SlowFile } from './slow-file.ts';
import type { ThreadCounts } from './worker-count.ts';

/** What a real scenario works with. */
export type RealStage = {
  /** Imports one of the learner's files; rejects when it throws, or lacks an export that is read. */
  readonly load: <Module>(file: string) => Promise<Module>;
  /** An empty folder that is removed after the run. */
  readonly folder: string;
  /**
   * A file whose pieces come only while the event loop turns, and once all slow files of the run
   * are open: blocking code never sees that. Create all of them before the first is read.
   */
  readonly slowFile: (name: string, pieces: readonly (string | Uint8Array)[]) => Promise<SlowFile>;
  /** The blocking call of Node's API with this number, as a slow file reports it. */
  readonly blockingCall: (call: number) => { readonly name: string; readonly location?: Location } | undefined;
  /**
   * Opens the meter of the exercise's given task function: calls wait until `gather` threads are
   * inside together, once; each call is counted. Pass 1 to wait for nobody.
   * The call whose range holds `failAt` throws.
   */
  readonly meter: (gather: number, failAt?: number) => Meter;
  /** Worker threads that the attempt started; waits until they have ended, or will not. */
  readonly threads: () => Promise<ThreadCounts>;
  /** CPU time since the run began. */
  readonly cpu: () => CpuShare;
  /** A line for the learner that never decides: "1.9× on 2 cores". */
  readonly figure: (line: string) => void;
};
