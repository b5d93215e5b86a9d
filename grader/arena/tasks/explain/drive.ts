import { DriveBook } from '../../common/drive-book.ts';
import type { Exploration, OutcomeClass } from '../../common/exploration.ts';
import type { Lane, NextStep, Position } from '../../common/position.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { replay as planOf } from '../../../explore/strategy.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Action } from '../run/action.ts';
import { Actors } from '../run/actors.ts';
import { choiceOf, numberOf } from '../run/choice.ts';
import type { Chooser } from '../run/chooser.ts';
import { byPlan, choiceFor } from '../run/choosers.ts';
import { dependent, type Footprint } from '../run/footprint.ts';
import type { Run } from '../run/run.ts';
import { takeTurns } from '../run/turns.ts';
import type { Subject } from '../scenario/subject.ts';
import { explain } from './explain.ts';
import { Recorder } from './recorder.ts';
import { replay, type SetImmediate } from './replay.ts';
import { Waits } from './waits.ts';

/** All orders of a scenario, and the numbers of their actors. */
export type TasksBook = { readonly orders: DriveBook<Footprint>; readonly actors: Actors };

export const newBook = (): TasksBook => ({ orders: new DriveBook(dependent), actors: new Actors() });

export type DriveOptions = {
  readonly choices: readonly number[];
  /** Whether the rest runs by itself. */
  readonly rest: boolean;
  /** Whether to find out what each next step would do by doing it: a step that never returns must not be tried. */
  readonly peek: boolean;
  readonly book: TasksBook | undefined;
  readonly setImmediate: SetImmediate;
};

/** Deep enough to see the learner's code under ours. */
const stackDepth = 50;

/** The state of a run where it was left. */
type Left = {
  readonly run: Run;
  readonly recorder: Recorder;
  readonly ready: readonly Action[];
  readonly waiting: ReadonlyMap<string, Location>;
  /** Rows before the last step. */
  readonly before: number;
};

/**
 * Runs the scenario as far as the choices say, and tells where each task is then.
 * @throws {NonDeterminism} when the choices do not fit this program
 */
export async function drive(subject: Subject, options: DriveOptions): Promise<Position> {
  const { choices, rest, peek, book, setImmediate } = options;
  const here = await leave(subject, choices, rest, setImmediate);
  const { run, recorder, ready } = here;
  const told = { choices: run.schedule, memory: recorder.memory(), schedule: run.schedule };
  if (ready.length === 0) {
    const { timeline, outcome, fault } = await explain(subject, { schedule: run.schedule, setImmediate });
    const end = { ...(outcome !== undefined && { outcome }), ...(fault && { fault }) };
    return { ...told, lanes: lanesOf(here, []), timeline, next: [], end };
  }
  const pairs = book ? pairsOf(run, ready, book) : [];
  const names = namesOf(here);
  const next: NextStep[] = [];
  for (const action of ready) {
    const choice = numberOf([action], ready);
    const lane = recorder.laneOf(action);
    const text = peek ? await peeked(subject, [...run.schedule, choice], setImmediate) : plainly(action);
    const location = recorder.locationOf(action);
    next.push({ choice, lane: names.indexOf(lane), text, ...(location && { location }) });
  }
  const ordered = next.toSorted((a, b) => a.lane - b.lane);
  const both = pairs.map((pair): NextStep => {
    const [first, second] = pair.map((action) =>
      ordered.findIndex(({ choice }) => choice === numberOf([action], ready)),
    );
    const lane = ordered[first ?? 0]?.lane ?? 0;
    const label = pair.map((action) => action.label);
    return {
      choice: numberOf(pair, ready),
      lane,
      text: `get their answers in one turn: ${label[0] ?? ''}, then ${label[1] ?? ''}`,
      both: [first ?? 0, second ?? 0],
    };
  });
  return { ...told, lanes: lanesOf(here, ordered), timeline: recorder.timeline(), next: [...ordered, ...both] };
}

/** How many ends come with choices that lead to them. */
const mostWays = 40;

/** The orders that can still follow the choices, with ways to their ends as choices if wanted. */
export async function ordersAfter(
  subject: Subject,
  {
    orders,
    actors,
    complete,
    from,
    ways,
    setImmediate,
  }: TasksBook & {
    readonly complete: boolean;
    readonly from: readonly number[];
    readonly ways: boolean;
    readonly setImmediate: SetImmediate;
  },
): Promise<Exploration> {
  const exploration = orders.after(await actorsOf(subject, from, actors, setImmediate), complete, ways);
  if (!ways) return exploration;
  const outcomes: OutcomeClass[] = [];
  for (const [index, end] of exploration.outcomes.entries()) {
    const schedule = index < mostWays ? await choicesOf(subject, end.schedule, actors, setImmediate) : [];
    outcomes.push({ ...end, schedule });
  }
  return { ...exploration, outcomes };
}

/** The actors of a run that begins with these choices. @throws {NonDeterminism} when they do not fit it */
async function actorsOf(
  subject: Subject,
  choices: readonly number[],
  actors: Actors,
  setImmediate: SetImmediate,
): Promise<readonly number[]> {
  const { run } = await replay(subject, actors, byNumbers(choices, false), setImmediate);
  return run.steps.map(({ actor }) => actor);
}

/** The choices that let these actors take their steps. */
async function choicesOf(
  subject: Subject,
  actors: readonly number[],
  known: Actors,
  setImmediate: SetImmediate,
): Promise<readonly number[]> {
  const { run } = await replay(subject, known, byPlan(planOf(actors)), setImmediate);
  return run.schedule;
}

async function leave(
  subject: Subject,
  choices: readonly number[],
  rest: boolean,
  setImmediate: SetImmediate,
): Promise<Left> {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = stackDepth;
  const recorder = new Recorder(subject.code);
  const waits = new Waits(() => recorder.current());
  try {
    let ready: readonly Action[] = [];
    let before = 0;
    const { choose } = byNumbers(choices, rest);
    const chooser: Chooser = {
      choose: (actions) => {
        const choice = choose(actions);
        if (choice === undefined) ready = actions;
        else recorder.chosen(choice, actions);
        if (choice !== undefined) before = recorder.length;
        return choice;
      },
    };
    const started = subject.start(new Actors(), chooser, recorder, recorder);
    await takeTurns(setImmediate, () => started.run.advance());
    waits.stop();
    const waiting = new Map(waits.list(subject.code).map(({ lane, trail }) => [lane, trail[0]]));
    started.end();
    return { run: started.run, recorder, ready, waiting, before };
  } finally {
    waits.stop();
    recorder.close();
    Error.stackTraceLimit = depth;
  }
}

/** Follows the choices; then abandons the run, or continues by itself with the first action that is ready. */
function byNumbers(choices: readonly number[], rest: boolean): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      const number = choices[step++];
      if (number === undefined) return rest && ready[0] ? [ready[0]] : undefined;
      const choice = choiceOf(number, ready);
      if (choice === undefined) throw new NonDeterminism(`Expected step ${step - 1} to be a choice, got ${number}`);
      return choice;
    },
  };
}

function namesOf({ run, recorder, ready }: Left): readonly string[] {
  return [...new Set([...run.tasks.map(({ name }) => name), ...ready.map((action) => recorder.laneOf(action))])];
}

function lanesOf(here: Left, next: readonly NextStep[]): readonly Lane[] {
  const { run, recorder, waiting } = here;
  return namesOf(here).map((name, index): Lane => {
    const own = next.find(({ lane }) => lane === index);
    const task = run.tasks.find((one) => one.name === name);
    const pending = run.pending.filter((action) => recorder.laneOf(action) === name);
    const isNew = pending.some(({ kind }) => kind === 'start');
    if (own) return { name, state: isNew ? 'unstarted' : 'ready', ...(own.location && { location: own.location }) };
    if (task?.settled) return { name, state: 'ended' };
    if (isNew) return { name, state: 'unstarted', why: 'starts after something else' };
    const location = (pending[0] && recorder.locationOf(pending[0])) ?? waiting.get(name);
    return { name, state: 'waiting', why: whyOf(pending[0]), ...(location && { location }) };
  });
}

function whyOf(action: Action | undefined): string {
  if (action === undefined) return 'waits for a promise that nobody has settled yet';
  if (action.deadline !== undefined) return `waits for ${action.name}, and something else is due before`;
  return action.possible ? `waits for ${action.label}, and something else goes first` : `waits for ${action.label}`;
}

/** Pairs of answers that some order has in the next turn. */
function pairsOf(
  { steps }: Run,
  ready: readonly Action[],
  { orders }: TasksBook,
): readonly (readonly [Action, Action])[] {
  const pairs = orders.pairs(steps.map(({ actor }) => actor));
  return pairs.flatMap((actor) => {
    const [first, second] = choiceFor(actor, ready) ?? [];
    return first && second ? [[first, second] as const] : [];
  });
}

/** Takes the last of the choices and says, in the infinitive, what it does. */
async function peeked(subject: Subject, choices: readonly number[], setImmediate: SetImmediate): Promise<string> {
  const { run, recorder, before, ready } = await leave(subject, choices, false, setImmediate);
  const rows = recorder.said(before);
  const [first, ...more] = rows;
  if (first === undefined) return 'go on';
  const then = more.find(({ lane }) => lane === first.lane);
  const ends = run.tasks.some(({ name, settled }) => name === first.lane && settled);
  const isOver = ends && !ready.some((action) => recorder.laneOf(action) === first.lane);
  return `${infinitive(first.text)}${then ? `, then ${then.text}` : isOver ? ', then end' : ''}`;
}

const infinitive = (text: string): string => {
  if (text === 'starts') return 'start';
  if (text.endsWith(' arrives')) return `receive ${text.slice(0, -' arrives'.length)}`;
  if (text.endsWith(' is over')) return `go on as ${text}`;
  if (text === 'setImmediate runs') return 'run its setImmediate';
  if (/ fails: /.test(text)) return `see ${text.replace(' fails: ', ' fail: ')}`;
  return `get ${text.replace(/ ✓$/, ' done')}`;
};

/** Says, in the infinitive, what an action would do, without doing it. */
function plainly({ kind, label, name }: Action): string {
  const texts = {
    start: 'start',
    operation: `get ${label} answered`,
    event: `let ${name} happen`,
    timer: `go on as ${name} is over`,
    immediate: 'run its setImmediate',
    message: `receive ${name}`,
  };
  return texts[kind];
}
