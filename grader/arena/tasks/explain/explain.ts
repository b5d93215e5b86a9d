import { reported } from '../../common/outcome-classes.ts';
import { explainSteadily } from '../../common/explain.ts';
import type { Explanation } from '../../common/exploration.ts';
import type { Action } from '../run/action.ts';
import { Actors } from '../run/actors.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { blockers } from './blockers.ts';
import type { PointOfNoReturn } from '../../../explore/no-return.ts';
import { noReturnOf } from './no-return.ts';
import { Recorder } from './recorder.ts';
import { choiceOf } from '../run/choice.ts';
import type { Chooser } from '../run/chooser.ts';
import type { Run } from '../run/run.ts';
import { simplified } from './simplify.ts';
import type { Subject } from '../scenario/subject.ts';
import { takeTurns } from '../run/turns.ts';
import { Waits, type Wait } from './waits.ts';

/** Deep enough to see the learner's code under ours. */
const stackDepth = 50;

type Causes = ReadonlyMap<string, readonly string[]>;

export type ExplainOptions = {
  readonly schedule: readonly number[];
  /** The fault in which the last step, which does not return, is known to end: that step is reported, not taken. */
  readonly stuck?: Fault | undefined;
  /**
   * Whether the schedule is known to be the simplest of those that end alike, as after an exploration of
   * all orders; absent: exactly this schedule is asked for.
   */
  readonly complete?: boolean | undefined;
  /** Outcomes that are right, as JSON text; absent where not all outcomes are known. */
  readonly good?: readonly string[] | undefined;
  readonly setImmediate: (callback: () => void) => unknown;
};

/**
 * Runs one schedule again, or a simpler one that ends alike, with every step recorded. Of code that does not repeat
 * itself, it can say no more than that.
 */
export async function explain(subject: Subject, asked: ExplainOptions): Promise<Explanation> {
  return explainSteadily(asked.schedule, asked.complete !== undefined, async () => explained(subject, asked));
}

async function explained(subject: Subject, asked: ExplainOptions): Promise<Explanation> {
  const { complete, stuck, setImmediate } = asked;
  const isFixed = complete === undefined || stuck !== undefined;
  const schedule = isFixed ? asked.schedule : await simplified(subject, asked.schedule, complete, setImmediate);
  // If one order never returns, others may not either: nothing more is tried then.
  const turn = asked.good && !stuck ? await noReturnOf(subject, schedule, asked.good, setImmediate) : undefined;
  const options = { ...asked, schedule, turn };
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
  { schedule, stuck, turn, setImmediate }: ExplainOptions & { readonly turn: PointOfNoReturn | undefined },
  recorder: Recorder,
  waits: Waits,
): Promise<Explanation> {
  const steps = stuck === undefined ? schedule : schedule.slice(0, -1);
  /** The action from which the code did not return. */
  let last: Action | undefined;
  const atEnd = (ready: readonly Action[]): void => {
    last = choiceOf(schedule.at(-1), ready)?.[0];
  };
  const chooser = followed(steps, recorder, turn, stuck && atEnd);
  const started = subject.start(new Actors(), chooser, recorder, recorder);
  await takeTurns(setImmediate, () => started.run.advance());
  waits.stop();
  const { outcome, fault } = stuck === undefined ? started.end() : { outcome: undefined, fault: stuck };
  const causes = fault?.kind === 'deadlock' ? await blockers(subject, schedule, setImmediate) : new Map();
  const place = last && recorder.locationOf(last);
  if (stuck !== undefined && last !== undefined && place !== undefined) {
    const told = { ...stuck, location: stuck.location ?? place, evidence: [neverBack(last, place)] };
    return { schedule, timeline: recorder.timeline(), ...reported({ fault: told }) };
  }
  const told = fault && withPlaces(fault, started.run, recorder, waits.list(subject.code), causes);
  return { schedule, timeline: recorder.timeline(), ...reported({ outcome, fault: told }) };
}

/**
 * Chooses by a schedule. @param atEnd called with what could happen at the schedule's end; absent: the run must be
 * over there
 */
function followed(
  schedule: readonly number[],
  recorder: Recorder,
  turn: PointOfNoReturn | undefined,
  atEnd: ((ready: readonly Action[]) => void) | undefined,
): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      const number = schedule[step++];
      const choice = choiceOf(number, ready);
      if (choice === undefined && (atEnd === undefined || number !== undefined)) throw mismatch(step, number, ready);
      if (number === undefined) atEnd?.(ready);
      if (step - 1 === turn?.step)
        recorder.turns(
          choice?.[0],
          ready.find(({ actor }) => actor === turn.instead),
        );
      if (choice !== undefined) recorder.chosen(choice, ready);
      return choice;
    },
  };
}

function mismatch(step: number, choice: number | undefined, ready: readonly Action[]): NonDeterminism {
  return new NonDeterminism(
    `Expected the schedule's step ${step} to be below ${ready.length}, got ${choice ?? 'its end'}`,
  );
}

function neverBack({ kind, name }: Action, { file, line }: Location): string {
  const happened = kind === 'operation' || kind === 'message' ? 'was answered' : 'was over';
  return `it went on when "${name}", asked for at ${file}:${line}, ${happened}, and never came back`;
}

/** A fault with the places that only a replay knows. */
function withPlaces(fault: Fault, run: Run, recorder: Recorder, waits: readonly Wait[], causes: Causes): Fault {
  if (fault.kind === 'leak') {
    const places = [...run.timers, ...run.kept.keys()].map((left) => recorder.locationOf(left));
    const location = places.find((place) => place !== undefined);
    return location === undefined ? fault : { ...fault, location, ...evidenceOf(fault.evidence ?? [], places) };
  }
  if (fault.kind !== 'deadlock') return fault;
  const names = run.tasks.map(({ name }) => name);
  const ordered = waits.toSorted((a, b) => names.indexOf(a.lane) - names.indexOf(b.lane));
  for (const { lane, trail } of ordered) recorder.waits(lane, trail[0], causes.get(lane));
  const [first] = ordered;
  if (first === undefined) return fault;
  const ended = new Set(run.tasks.filter(({ settled }) => settled).map(({ name }) => name));
  const evidence = ordered.map((wait) => `${describedWait(wait)}${describedCauses(causes.get(wait.lane), ended)}`);
  return { ...fault, ...provedWhy(causes, ended), location: first.trail[0], evidence };
}

/** What was left behind, each with its place, if one place does not say it all. */
function evidenceOf(names: readonly string[], places: readonly (Location | undefined)[]): Pick<Fault, 'evidence'> {
  if (names.length === 1) return { evidence: names };
  const from = (place: Location | undefined): string =>
    place === undefined ? '' : `, from ${place.file}:${place.line}`;
  return { evidence: names.map((name, index) => `${name}${from(places[index])}`) };
}

/** Only what the experiments showed. */
function provedWhy(causes: Causes, ended: ReadonlySet<string>): Pick<Fault, 'why'> {
  const circle = circleOf(causes);
  if (circle.length > 0) return { why: `Each waits for the next one, in a circle: ${circle.join(' → ')}.` };
  for (const [waiting, names] of causes) {
    const gone = names.find((name) => ended.has(name));
    if (gone !== undefined) return { why: `"${gone}" has ended, and what it left behind keeps "${waiting}" waiting.` };
  }
  return {};
}

/** A circle of tasks, each kept waiting by the next; the first one again at the end. Empty if there is none. */
function circleOf(causes: Causes): readonly string[] {
  for (const start of causes.keys()) {
    const path = [start];
    for (;;) {
      const next = causes.get(path.at(-1) ?? '')?.find((name) => causes.has(name));
      if (next === undefined || (next !== start && path.includes(next))) break;
      path.push(next);
      if (next === start) return path;
    }
  }
  return [];
}

function describedCauses(names: readonly string[] | undefined, ended: ReadonlySet<string>): string {
  if (names === undefined) return '';
  const [first = '', ...others] = names.map((name) => (ended.has(name) ? `${name} (which has ended)` : name));
  return `; it would go on without ${[first, ...others].join(', or without ')}`;
}

function describedWait({ lane, trail, made }: Wait): string {
  const place = ({ file, line }: Location): string => `${file}:${line}`;
  const [at, ...callers] = trail.map(place);
  const from = callers.map((caller) => `, called from ${caller}`).join('');
  const promise = made === undefined || place(made) === at ? '' : `, for a promise made at ${place(made)}`;
  return `${lane} waits at ${at}${from}${promise}`;
}
