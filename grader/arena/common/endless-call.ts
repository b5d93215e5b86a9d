import type { Worker } from 'node:worker_threads';
import type { Location } from '../../verdict/location.ts';
import { processorTime } from './processor-time.ts';
import { locateInStage } from './program.ts';
import { ThreadDebugger, type Position, type StackFrame } from './thread-debugger.ts';

/** A call of the learner's code that does not return. */
export type EndlessCall = {
  /** Name of the function; empty where it has none. */
  readonly name: string;
  /** Where its endless loop begins, or the function if the loop is not known. */
  readonly location: Location;
};

/** Where the learner wrote a place in the JavaScript, such as `attempt.js:3:5`. */
export type Locate = (place: string) => Location | undefined;

/** Milliseconds of processor time after which a call counts as one that does not return. */
const patienceMs = 500;
/** After this many returns the loop is not within one function. */
const mostReturns = 200;
const mostSteps = 200;

/**
 * Finds the call that keeps a thread busy: stops the thread and lets one call after another return, until one does
 * not. So the answer does not depend on where the thread was stopped.
 *
 * @param worked milliseconds that the processor has worked for this process
 * @returns undefined if the thread is in a system call, every call returns, or no call is the learner's
 */
export async function endlessCall(
  thread: ThreadDebugger,
  worked: () => number,
  locate: Locate,
): Promise<EndlessCall | undefined> {
  const within = patience(worked);
  try {
    if (!(await thread.open(within()))) return undefined;
    const stuck = await withoutReturn(thread, within);
    return stuck && learnersCall(thread, locate, stuck, await loopStart(thread, stuck.length, within));
  } finally {
    thread.close();
  }
}

/** Like `endlessCall`, for a worker that runs an attempt's program. @param stage folder of the attempt */
export async function endlessCallOf(worker: Worker, stage: string): Promise<EndlessCall | undefined> {
  const thread = await ThreadDebugger.ofWorker(worker.threadId, patience(processorTime)());
  if (!thread) return undefined;
  try {
    return await endlessCall(thread, processorTime, (place) => locateInStage(stage, place));
  } finally {
    thread.end();
  }
}

/** Starts the wait. @returns whether it has been long enough */
type Within = () => () => boolean;

/**
 * How many times `patienceMs` a wait may last by the clock: on a busy machine the processor mostly works for others,
 * and a call that sleeps uses no processor time at all.
 */
const mostSlowness = 10;

/** @param worked milliseconds that the processor has worked for this process */
function patience(worked: () => number): Within {
  return () => {
    const [cpu, wall] = [worked(), performance.now()];
    return () => worked() - cpu >= patienceMs || performance.now() - wall >= patienceMs * mostSlowness;
  };
}

/** The stack whose innermost call does not return. */
async function withoutReturn(thread: ThreadDebugger, within: Within): Promise<readonly StackFrame[] | undefined> {
  let frames = await thread.stop('pause', within());
  for (let returns = 0; frames && returns < mostReturns; returns += 1) {
    const caller = await thread.stop('stepOut', within());
    if (!caller) return frames;
    frames = caller;
  }
  return undefined;
}

/**
 * Where the call's loop begins.
 * @param depth of the call in the stack
 */
async function loopStart(thread: ThreadDebugger, depth: number, within: Within): Promise<Position | undefined> {
  let frames = await thread.stop('pause', within());
  for (let returns = 0; frames && frames.length > depth; returns += 1) {
    // Node's own loop over microtasks does not return, and a stop seldom falls between two of them.
    if (returns === mostReturns) return undefined;
    frames = await thread.stop('stepOut', within());
  }
  const seen: Position[] = [];
  while (frames?.[0] && seen.length < mostSteps) {
    const { location } = frames[0];
    const before = seen.findIndex((place) => compare(place, location) === 0);
    if (before >= 0) return seen.slice(before).toSorted(compare)[0];
    seen.push(location);
    frames = await thread.stop('stepOver', within());
    // A loop without a statement has only one place.
    if (!frames) return location;
  }
  return undefined;
}

const compare = (one: Position, other: Position): number =>
  one.lineNumber - other.lineNumber || one.columnNumber - other.columnNumber;

/**
 * The innermost call of the learner's code: a caller of something that does not return does not return, either.
 * @param loop where the innermost call's loop begins, if known
 */
function learnersCall(
  thread: ThreadDebugger,
  locate: Locate,
  [inner, ...outer]: readonly StackFrame[],
  loop: Position | undefined,
): EndlessCall | undefined {
  if (!inner) return undefined;
  for (const { functionName: name, location: place } of [
    { ...inner, location: loop ?? inner.functionLocation ?? inner.location },
    ...outer,
  ]) {
    const location = locate(thread.textOf(place));
    if (location) return { name, location };
  }
  return undefined;
}
