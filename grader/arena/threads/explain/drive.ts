import { dependent } from '../../../explore/dependence.ts';
import type { FinalState } from '../../../explore/final-state.ts';
import type { Actor } from '../../../explore/model.ts';
import { hasRange, overlaps, type MemoryRange, type Operation } from '../../../explore/operation.ts';
import { DriveBook } from '../../common/drive-book.ts';
import type { Exploration } from '../../common/exploration.ts';
import { reported } from '../../common/outcome-classes.ts';
import type { DriveRequest, Lane, NextStep, Position } from '../../common/position.ts';
import type { Location } from '../../../verdict/location.ts';
import type { Entry } from '../block/records.ts';
import type { Run } from '../block/run.ts';
import type { Scene } from '../pool/scene.ts';
import { listed, type Names } from '../scenario/names.ts';
import { Ending, locationOf } from './ending.ts';
import { timelineOf } from './picture.ts';
import { isPromised, textOf } from './row-text.ts';
import { choicesOf, stepsOf } from './steps.ts';

/** All orders of a scenario, and where ordinary accesses were steps in them. */
export type ThreadsBook = {
  readonly orders: DriveBook<Operation>;
  readonly visible: readonly MemoryRange[] | undefined;
};

export const newBook = (visible: ThreadsBook['visible']): ThreadsBook => ({
  orders: new DriveBook(dependent),
  visible,
});

/** The orders that can still follow the choices, with ways to their ends as choices if wanted. */
export const ordersAfter = (
  { orders }: ThreadsBook,
  choices: readonly number[],
  { complete, ways }: { readonly complete: boolean; readonly ways: boolean },
): Exploration => orders.after(choices, complete, ways);

/**
 * Runs the scenario as far as the choices say, and tells where each thread is then.
 * @throws {NonDeterminism} when the choices do not fit this program
 */
export async function drive(
  scene: Scene,
  { visible }: Pick<ThreadsBook, 'visible'>,
  { choices, rest }: Pick<DriveRequest, 'choices' | 'rest'>,
): Promise<Position> {
  const run = await runTo(scene, visible, choices, rest);
  const told = {
    choices: run.end === 'redundant' ? choices : stepsOf(run.entries).map(({ actor }) => actor),
    memory: scene.memory,
    schedule: choicesOf(run),
  };
  if (run.end !== 'redundant') {
    const end = reported(new Ending(scene, run).placed);
    return { ...told, lanes: lanesOf(scene, run, []), timeline: timelineOf(scene.names, run), next: [], end };
  }
  const next: NextStep[] = [];
  for (const actor of run.enabled ?? []) {
    const peeked = await runTo(scene, visible, [...choices, actor], false);
    next.push(nextStep(scene, actor, run, peeked));
  }
  next.sort((a, b) => a.lane - b.lane);
  return { ...told, lanes: lanesOf(scene, run, next), timeline: timelineOf(scene.names, run), next };
}

async function runTo(
  scene: Scene,
  visible: ThreadsBook['visible'],
  choices: readonly number[],
  rest: boolean,
): Promise<Run> {
  const plan = { prefix: choices, sleep: new Map(), ...(!rest && { tail: { kind: 'stop' } as const }) };
  return scene.run({ plan, visible, detail: 'everything' });
}

/** What an actor would do, seen from a run in which it did. */
function nextStep(scene: Scene, actor: Actor, { entries }: Run, peeked: Run): NextStep {
  const index = peeked.entries.findIndex((entry, at) => at >= entries.length && entry.enabled !== 0);
  const entry = peeked.entries[index];
  const lane = entry?.op.lane ?? actor;
  if (entry === undefined) return { choice: actor, lane, text: 'compute, and not come to another step' };
  const location = locationOf(peeked, index);
  const label = peeked.chronicles.flatMap(({ marks }) => marks).find((mark) => mark.entry === index)?.label;
  const text = label === undefined ? infinitive(entry, scene.names) : `note "${label}"`;
  return { choice: actor, lane, text, ...(location && { location }) };
}

/** An operation as it follows "would". */
function infinitive(entry: Entry, names: Names): string {
  const { op, verb } = entry;
  if (op.kind === 'wait')
    return `${isPromised(entry) ? 'wait' : 'sleep'} at ${names.place(op)}: ${textOf(entry, names).replace(/ (?:sleeps|waits)$/, '')}`;
  if (op.kind === 'timeout') return `time out at ${names.place(op)}`;
  if (op.kind === 'spawn') return verb === 'wake' ? 'wake up' : verb === 'start' ? 'begin' : textOf(entry, names);
  if (op.kind === 'post') return `post a message to ${names.channel(op.port)}`;
  if (op.kind === 'deliver') return `take the message from ${names.channel(op.port)}`;
  const text = textOf(entry, names);
  return 'order' in op && op.order === 'plain' ? text : `call ${text}`;
}

function lanesOf(scene: Scene, run: Run, next: readonly NextStep[]): readonly Lane[] {
  return scene.threads.map((name, lane): Lane => {
    const final = run.finalStates[lane] ?? { state: 'ended' };
    const own = next.find((step) => step.lane === lane);
    if (own) {
      const state = final.state === 'unstarted' ? 'unstarted' : 'ready';
      return { name, state, ...(own.location && { location: own.location }) };
    }
    if (final.state === 'ended') return { name, state: 'ended' };
    if (final.state === 'unstarted') return { name, state: 'unstarted', why: scene.whyUnstarted(lane) };
    const location = lastPlace(run, lane);
    return { name, state: 'waiting', why: whyOf(scene, run, lane, final), ...(location && { location }) };
  });
}

function lastPlace(run: Run, lane: number): Location | undefined {
  const last = run.entries.findLastIndex(({ op }) => op.lane === lane);
  return locationOf(run, last);
}

function whyOf({ names }: Scene, run: Run, lane: number, final: FinalState): string {
  if (final.state === 'asleep') {
    const op = run.entries.findLast((entry) => entry.op.lane === lane)?.op;
    if (op === undefined || !hasRange(op)) return 'sleeps until a notify';
    return `sleeps at ${names.place(op)} until a notify${writtenBy(names, run, lane, op)}`;
  }
  if (final.state === 'parked') {
    const places = [...new Set(final.looks.map((look) => names.place(look)))];
    const [first, ...more] = final.looks;
    const by = first && more.every((look) => overlaps(look, first)) ? writtenBy(names, run, lane, first) : '';
    return `looks again when ${listed(places)} changes${by}`;
  }
  return final.state === 'receiving' ? waitedFor(run, lane) : 'cannot go on';
}

/** Which thread wrote to a place last. */
function writtenBy(names: Names, { entries }: Run, lane: number, place: MemoryRange): string {
  const last = entries.findLast(({ op }) => 'wrote' in op && overlaps(op, place))?.op;
  return last === undefined || last.lane === lane ? '' : `; ${names.thread(last.lane)} wrote there last`;
}

function waitedFor({ entries }: Run, lane: number): string {
  const sleeps = entries.some(({ op, waiter }) => op.lane === lane && op.kind === 'wait' && waiter !== lane);
  return sleeps ? 'waits for a message or a notify' : 'waits for a message';
}
