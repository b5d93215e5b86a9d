import type { ChildProcess } from 'node:child_process';
import type { Location } from '../../verdict/location.ts';
import type { Counts, MessageCounts } from './meters/census.ts';
import type { CpuBalance, CpuShare } from './meters/cpu.ts';
import type { Meter, MeterOptions } from './meters/meter.ts';
import type { Weight } from './meters/meter-block.ts';
import type { Resources } from './meters/resources.ts';
import type { ServerReport, ServerScript } from './witness/server-script.ts';
import type { OpenSlowFile } from './sources/slow-file.ts';
import type { SpeedUp } from './meters/speed-up.ts';
import type { Flow, FlowOptions } from './sources/streams.ts';

/** What a real scenario works with; docs/meters.md has an example of each. */
export type RealStage = {
  /** Imports one of the learner's files; rejects when it throws, or lacks an export that is read. */
  readonly load: <Module>(file: string) => Promise<Module>;
  /** Path of one of the learner's files as it can be started: by `spawn(process.execPath, [path])`. */
  readonly program: (file: string) => string;
  /** An empty folder that is removed after the run. */
  readonly folder: string;

  /**
   * A file whose pieces come only while the event loop turns, and once all slow files of the run are open: blocking
   * code never gets that far. Create all of them before the first is read.
   */
  readonly slowFile: OpenSlowFile;
  /** The blocking call of Node's API with this number, as a slow file reports it. */
  readonly blockingCall: (call: number) => BlockingCall | undefined;
  /** All blocking calls of the learner's code on the main thread so far, oldest first, however short. */
  readonly blockingCalls: () => readonly BlockingCall[];
  /** The longest time for which the event loop stood still so far; for the report, not for a verdict. */
  readonly stall: () => Promise<StallReport>;

  /**
   * Opens the meter of the exercise's given task functions: each call is counted, in whatever thread it
   * happens, and held back until others are inside, if asked.
   * @param options a number is short for `{ gather }`
   * @param failAt the call whose range holds this number throws
   */
  readonly meter: (options: number | MeterOptions, failAt?: number) => Meter;
  /** A meeting of asynchronous tasks on the main thread, each done only when all of the crew are there. */
  readonly rendezvous: (options: number | Pick<MeterOptions, 'gather' | 'pace'>) => Rendezvous;

  /** The longest delay, in milliseconds, of the timers that the main thread has set so far; 0: none. */
  readonly longestTimer: () => number;
  /** Whether the promise settles; waits until it has, or until nothing else can happen. */
  readonly settles: (promise: Promise<unknown>) => Promise<boolean>;
  /** Like `settles`, for a promise of the attempt: a program that awaits it must not end before it settles. */
  readonly answered: (promise: Promise<unknown>) => Promise<boolean>;
  /** Worker threads that run at this moment. */
  readonly running: () => number;
  /** Worker threads that the attempt started; waits until they have ended, or will not. */
  readonly threads: () => Promise<Counts>;
  /** Child processes likewise; `left` has all that still run, grandchildren and detached ones included. */
  readonly processes: () => Promise<Counts & { readonly left: number }>;
  /** Child processes that the main thread has started so far, in order, whether they still run or not. */
  readonly children: () => readonly ChildProcess[];
  /** Makes the main thread see a machine with `count` cores from now on. */
  readonly cores: (count: number) => void;
  /** Messages so far between threads, and between processes and those that started them. */
  readonly messages: () => MessageCounts;
  /** What the program holds now, to be given to `leftovers` later. */
  readonly resources: () => Resources;
  /** What the program holds now and did not hold before; waits until it is closed, or will not be. */
  readonly leftovers: (before: Resources) => Promise<Resources>;

  /** An HTTP server on loopback that answers by a script, on a thread that the attempt can't block. */
  readonly server: (script?: ServerScript) => Promise<Server>;
  /** A fast source and a slow sink. */
  readonly flow: (options: FlowOptions) => Flow;

  /** CPU time since the run began. */
  readonly cpu: () => CpuShare;
  /** How the CPU time was spread over workers, be they threads or processes. */
  readonly balance: () => Promise<CpuBalance>;
  /** Times two ways to do the same and shows the learner a picture of the times. */
  readonly speedUp: (sequential: () => unknown, parallel: () => unknown) => Promise<SpeedUp>;
  /** A line for the learner that never decides. */
  readonly figure: (line: string) => void;
};

export type BlockingCall = { readonly name: string; readonly location?: Location };

export type StallReport = {
  readonly ms: number;
  /** The call of Node's API that blocked, such as `readFileSync`; absent when code was computing. */
  readonly name?: string;
  readonly location?: Location;
};

export type Rendezvous = Meter & {
  /** Runs a task when its turn has come. */
  readonly attend: <Result>(task: () => Result | Promise<Result>, weight?: Weight) => Promise<Result>;
};

export type Server = {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  readonly report: () => Promise<ServerReport>;
};
