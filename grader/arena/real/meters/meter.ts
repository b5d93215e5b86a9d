import { performance } from 'node:perf_hooks';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';
import { inheritedChannel, type Channel } from './channel.ts';
import { MeterBlock, type Call, type Weight } from './meter-block.ts';

const key = 'racelings:meter';

/** Value of `failAt` that makes every call fail. */
const anywhere = -2;

/** What a call that was told to fail throws. */
export const plannedFailure = 'the counter has jammed';

export type MeterOptions = {
  /** Hold the calls until this many are inside together, once, and nothing else can happen; default: 1. */
  readonly gather?: number;
  /** Let the calls go as if this many workers had a core each, and a unit of work took a unit of time. */
  readonly pace?: { readonly workers: number; readonly units: number };
  /** The call whose range holds this number throws. */
  readonly failAt?: number | 'every call';
  /**
   * Milliseconds that a unit of work takes on the clocks that code on the main thread can read (`performance.now`,
   * `Date.now`), which otherwise stand still: code that works by the clock then does the same on every machine.
   */
  readonly unitMs?: number;
  /** Count in child processes, too. */
  readonly processes?: boolean;
};

/** Work on the main thread, by turns of its event loop. */
export type LoopWork = {
  readonly units: number;
  /** Turns in which some of it was done. */
  readonly turns: number;
  /** The most units in one turn of the loop, in which nothing else could run. */
  readonly mostInOneTurn: number;
};

/** One gathering or pace, and its results. */
export type Meter = {
  /** Most callers that were inside the task function together. */
  readonly peak: () => number;
  /** The first 8,192 calls, in the order in which they began. */
  readonly calls: () => readonly Call[];
  /** Calls in all. */
  readonly count: () => number;
  /** Virtual time that the work took at a pace, in units of work: with W workers, at best units / W. */
  readonly span: () => number;
  /** Whether calls had to be let go because no other came while there was work left. */
  readonly short: () => boolean;
  readonly onLoop: () => LoopWork;
};

/** Opens the meter in the main thread, before any worker starts. */
export function openMeter({ gather = 1, pace, failAt = -1 }: MeterOptions): { meter: Meter; block: MeterBlock } {
  const block = new MeterBlock();
  block.set('failAt', failAt === 'every call' ? anywhere : failAt);
  block.set('paced', pace ? 1 : 0);
  block.set('crew', pace?.workers ?? gather);
  block.set('units', pace?.units ?? 0);
  setEnvironmentData(key, block.memory);
  const meter: Meter = {
    peak: () => block.get('peak'),
    calls: () => block.calls(),
    count: () => block.get('calls'),
    span: () => block.get('now'),
    short: () => block.get('short') === 1,
    onLoop: () => ({ units: block.get('onMain'), turns: block.get('turns'), mostInOneTurn: block.get('mostInTurn') }),
  };
  return { meter, block };
}

/**
 * Wraps a task function so that its calls are counted, and held back if the run's meter says so,
 * in whatever thread or process it is called.
 *
 * @param weigh what a call is about; without it the arguments are a range of integers
 */
export function metered<Args extends unknown[], Result>(
  task: (...args: Args) => Result,
  weigh: (...args: Args) => Weight = range,
): (...args: Args) => Result {
  return (...args) => {
    const weight = weigh(...args);
    const memory = getEnvironmentData(key);
    if (memory instanceof Int32Array) return inThread(new MeterBlock(memory), weight, () => task(...args));
    const channel = inheritedChannel();
    return channel ? inProcess(channel, weight, () => task(...args)) : task(...args);
  };
}

function inThread<Result>(block: MeterBlock, weight: Weight, task: () => Result): Result {
  // The main thread is not held: it could not start the workers that it would wait for.
  const call = block.begin({ process: 0, thread: threadId }, weight, !isMainThread);
  try {
    if (isMainThread) countTurn(block, weight);
    else block.wait(call);
    failIfTold(block.get('failAt'), weight);
    return task();
  } finally {
    block.end(call);
  }
}

function inProcess<Result>(channel: Channel, weight: Weight, task: () => Result): Result {
  const caller = { process: process.pid, thread: threadId };
  const { call, failAt } = channel.ask({ ask: 'begin', caller, weight }) as { call: number; failAt: number };
  try {
    failIfTold(failAt, weight);
    return task();
  } finally {
    const { user, system } = process.cpuUsage();
    channel.ask({ ask: 'end', call, pid: process.pid, cpuUs: user + system });
  }
}

/** @throws {RangeError} when this is the call that was told to fail */
function failIfTold(failAt: number, { from, to }: Weight): void {
  if (failAt === anywhere || (from <= failAt && failAt < to)) throw new RangeError(plannedFailure);
}

type LoopCount = { uvMetricsInfo: { loopCount: number } };

/** Counts work by the loop's own number of its turns, which promises and ticks in between do not change. */
function countTurn(block: MeterBlock, { from, to, units = to - from }: Weight): void {
  const turn = (performance.nodeTiming as unknown as LoopCount).uvMetricsInfo.loopCount + 1;
  const same = block.get('turn') === turn;
  const inTurn = (same ? block.get('inTurn') : 0) + units;
  block.set('turn', turn);
  block.set('inTurn', inTurn);
  block.set('mostInTurn', Math.max(block.get('mostInTurn'), inTurn));
  if (!same) block.set('turns', block.get('turns') + 1);
  block.set('onMain', block.get('onMain') + units);
}

/** A range of integers, for task functions of the form `task(from, to)`. */
function range(...[from, to]: unknown[]): Weight {
  return { from: Number(from), to: Number(to) };
}
