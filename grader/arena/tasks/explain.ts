import type { Location } from '../../explore/timeline.ts';
import type { Explanation, Fault } from '../exploration.ts';
import type { Action } from './action.ts';
import { Actors } from './actors.ts';
import { ending } from './ends.ts';
import { Recorder } from './recorder.ts';
import type { Chooser, Run } from './run.ts';
import type { Subject } from './subject.ts';
import { takeTurns } from './turns.ts';
import { Waits, type Wait } from './waits.ts';

/** Deep enough to see the learner's code under ours. */
const stackDepth = 50;

export type ExplainOptions = {
  readonly schedule: readonly number[];
  /** The fault that the last step is known to end in without coming back: it is told, not taken. */
  readonly stuck?: Fault | undefined;
  readonly setImmediate: (callback: () => void) => unknown;
};

/**
 * Runs one schedule again with every step recorded.
 * @throws when the schedule is not one of this program
 */
export async function explain(subject: Subject, options: ExplainOptions): Promise<Explanation> {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = stackDepth;
  const recorder = new Recorder(subject.code);
  const waits = new Waits(() => recorder.current());
  try {
    return await recorded(subject, options, recorder, waits);
  } finally {
    waits.stop();
    recorder.close();
    Error.stackTraceLimit = depth;
  }
}

async function recorded(
  subject: Subject,
  { schedule, stuck, setImmediate }: ExplainOptions,
  recorder: Recorder,
  waits: Waits,
): Promise<Explanation> {
  const steps = stuck === undefined ? schedule : schedule.slice(0, -1);
  const chooser = followed(steps, stuck === undefined, recorder);
  const started = subject.start(new Actors(), chooser, recorder, recorder);
  await takeTurns(setImmediate, () => started.run.advance());
  waits.stop();
  const { outcome, fault } = stuck === undefined ? started.end() : { outcome: undefined, fault: stuck };
  const told = fault && withPlaces(fault, started.run, recorder, waits.list(subject.code));
  return { schedule, timeline: recorder.timeline(), ...ending({ outcome, fault: told }) };
}

/** Chooses by a schedule. @param complete whether the run must be over at its end */
function followed(schedule: readonly number[], complete: boolean, recorder: Recorder): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      const serial = schedule[step++];
      const action = ready.find((candidate) => candidate.serial === serial);
      if (action === undefined && (complete || serial !== undefined)) throw mismatch(step, serial, ready);
      if (action !== undefined) recorder.chosen(action, ready);
      return action;
    },
  };
}

function mismatch(step: number, serial: number | undefined, ready: readonly Action[]): Error {
  const possible = ready.map((action) => action.serial).join(', ');
  return new Error(`Expected the schedule's step ${step} to be one of ${possible}, got ${serial ?? 'its end'}`);
}

/** A fault with the places that only a replay knows. */
function withPlaces(fault: Fault, run: Run, recorder: Recorder, waits: readonly Wait[]): Fault {
  if (fault.kind === 'leak') {
    const places = run.leaks.map((timer) => recorder.locationOf(timer));
    const location = places.find((place) => place !== undefined);
    return location === undefined ? fault : { ...fault, location };
  }
  if (fault.kind !== 'deadlock') return fault;
  const names = run.tasks.map(({ name }) => name);
  const ordered = waits.toSorted((a, b) => names.indexOf(a.lane) - names.indexOf(b.lane));
  for (const { lane, trail } of ordered) recorder.waits(lane, trail[0]);
  const [first] = ordered;
  return first === undefined ? fault : { ...fault, location: first.trail[0], evidence: ordered.map(describedWait) };
}

function describedWait({ lane, trail, made }: Wait): string {
  const place = ({ file, line }: Location): string => `${file}:${line}`;
  const [at, ...callers] = trail.map(place);
  const from = callers.map((caller) => `, called from ${caller}`).join('');
  const promise = made === undefined || place(made) === at ? '' : `, for a promise made at ${place(made)}`;
  return `${lane} waits at ${at}${from}${promise}`;
}
