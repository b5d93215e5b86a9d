import type { ScheduleCost } from './cost.ts';
import type { Actor, Dependent, Schedule, Step } from './model.ts';
import { PartialOrder } from './partial-order.ts';

/** The schedule of the trace with the fewest preemptions and, among those, the fewest switches. */
export type Simplest = { readonly schedule: Schedule; readonly cost: ScheduleCost };

export type Options<Op> = {
  /** Whether an actor is asleep after this operation, even if a time-out may be its next step. */
  readonly blocks?: (op: Op) => boolean;
  /**
   * Steps from this index on stay where they are: they were taken because no other actor could continue (a forced
   * time-out, the last looks of a parked loop), which a partial order cannot express.
   */
  readonly fixedFrom?: number;
};

/** With more states than this the schedule is left unchanged; a readable run has a few hundred. */
const stateLimit = 50_000;

/** A step, and how many steps of each column must be done before it. */
type Event = {
  readonly needs: readonly number[];
  /** Steps of each column up to and including the step that made this one possible, if there was one. */
  readonly made: readonly number[] | undefined;
  /** Whether the actor could not continue right after this step. */
  readonly blocks: boolean;
};

type Column = { readonly actor: Actor; readonly events: readonly Event[] };

/** A set of steps that are done: how many of each column, and who took the last one. */
type State = {
  readonly done: readonly number[];
  readonly last: number;
  readonly preemptions: number;
  readonly switches: number;
  readonly before: State | undefined;
};

/**
 * The simplest schedule of the same trace, by Dijkstra's algorithm; a state is the set of steps done and the last
 * actor. The schedule should end like the run that it was made from, but only the substrate can tell: replay it
 * before showing it.
 */
export function simplest<Op>(
  steps: readonly Step<Op>[],
  dependent: Dependent<Op>,
  { blocks = () => false, fixedFrom = steps.length }: Options<Op> = {},
): Simplest {
  const movable = steps.slice(0, fixedFrom);
  const columns = columnsOf(movable, dependent, blocks);
  const end = shortestPath(columns) ?? follow(columns, movable);
  const tail = steps.slice(fixedFrom).map(({ actor }) => actor);
  const { preemptions, switches } = end;
  const schedule = [...scheduleOf(end, columns), ...tail];
  return { schedule, cost: { preemptions, switches, length: schedule.length } };
}

/** Indices of the steps that may have influenced the steps at `ends`; the others need not be shown. */
export function causalPast<Op>(
  steps: readonly Step<Op>[],
  dependent: Dependent<Op>,
  ends: readonly number[],
): ReadonlySet<number> {
  const order = orderOf(steps, dependent);
  const past = Array.from(steps.keys()).filter((index) =>
    ends.some((end) => index === end || order.before(index, end)),
  );
  return new Set(past);
}

function orderOf<Op>(steps: readonly Step<Op>[], dependent: Dependent<Op>): PartialOrder<Op> {
  const order = new PartialOrder(dependent);
  for (const step of steps) order.push(step);
  return order;
}

function columnsOf<Op>(
  steps: readonly Step<Op>[],
  dependent: Dependent<Op>,
  blocks: (op: Op) => boolean,
): readonly Column[] {
  const order = orderOf(steps, dependent);
  const actors = [...new Set(steps.map(({ actor }) => actor))].toSorted((a, b) => a - b);
  /** How many steps each actor has among those that `among` picks. */
  const count = (among: (index: number) => boolean): readonly number[] =>
    actors.map((actor) => steps.filter((step, index) => step.actor === actor && among(index)).length);
  const events = steps.map(({ actor, op, after }, index): Event => ({
    needs: count((other) => order.before(other, index)),
    made: after === undefined ? undefined : count((other) => other === after || order.before(other, after)),
    blocks: blocks(op) || steps[index + 1]?.enabled.includes(actor) === false,
  }));
  return actors.map((actor) => ({ actor, events: events.filter((_, index) => steps[index]?.actor === actor) }));
}

function shortestPath(columns: readonly Column[]): State | undefined {
  const length = columns.reduce((sum, { events }) => sum + events.length, 0);
  // Costs are small whole numbers, so the queue is a row of buckets (Dial's variant).
  const buckets: State[][] = [[start(columns)]];
  const settled = new Set<string>();
  for (let cost = 0; cost < buckets.length; cost++) {
    // The bucket may grow during the loop: staying on the same actor costs nothing.
    for (const state of buckets[cost] ?? []) {
      const key = `${state.done.join()}:${state.last}`;
      if (settled.has(key)) continue;
      settled.add(key);
      if (settled.size > stateLimit) return undefined;
      if (state.done.every((done, column) => done === columns[column]?.events.length)) return state;
      for (const [position, column] of columns.entries()) {
        if (!isReady(state, column, position)) continue;
        const next = advance(state, columns, position);
        (buckets[next.preemptions * (length + 1) + next.switches] ??= []).push(next);
      }
    }
  }
  return undefined;
}

function start(columns: readonly Column[]): State {
  return { done: columns.map(() => 0), last: -1, preemptions: 0, switches: 0, before: undefined };
}

function follow<Op>(columns: readonly Column[], steps: readonly Step<Op>[]): State {
  return steps.reduce(
    (state, { actor }) =>
      advance(
        state,
        columns,
        columns.findIndex((column) => column.actor === actor),
      ),
    start(columns),
  );
}

function isReady({ done }: State, column: Column | undefined, position: number): boolean {
  const next = column?.events[done[position] ?? 0];
  return next?.needs.every((count, index) => count <= (done[index] ?? 0)) === true;
}

function advance(state: State, columns: readonly Column[], column: number): State {
  const { done, last } = state;
  const switched = last !== -1 && last !== column;
  return {
    done: done.map((count, index) => (index === column ? count + 1 : count)),
    last: column,
    preemptions: state.preemptions + Number(switched && couldGoOn(state, columns[last])),
    switches: state.switches + Number(switched),
    before: state,
  };
}

/** Whether the last actor could take its next step, even if that step would be another one in this order. */
function couldGoOn({ done, last }: State, column: Column | undefined): boolean {
  const count = done[last] ?? 0;
  const next = column?.events[count];
  if (next === undefined) return false;
  if (next.made === undefined) return column?.events[count - 1]?.blocks !== true;
  return next.made.every((needed, index) => needed <= (done[index] ?? 0));
}

function scheduleOf(end: State, columns: readonly Column[]): Schedule {
  const schedule: Actor[] = [];
  for (let state = end; state.before !== undefined; state = state.before) {
    schedule.push(columns[state.last]?.actor ?? -1);
  }
  return schedule.toReversed();
}
