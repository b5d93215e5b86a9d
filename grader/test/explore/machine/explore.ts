import { dependent as sharedMemory } from '../../../explore/dependence.ts';
import { Guide } from '../../../explore/guide.ts';
import type { Dependent, Plan, Step } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import { Search } from '../../../explore/search.ts';
import type { FinalState } from '../../../explore/final-state.ts';
import { Machine } from './machine.ts';
import type { Program } from './program.ts';

/** Steps that one run may have. */
const stepLimit = 400;

/** `parks`: whether threads in waiting loops stand still; absent: they do. */
export type Rules = { readonly dependent?: Dependent<Operation>; readonly parks?: boolean };

export type Run = {
  readonly steps: readonly Step<Operation>[];
  /** `redundant`: everybody was asleep; `cut`: too long. */
  readonly end: 'complete' | 'redundant' | 'cut';
  /** Words that are not zero, as index and value. */
  readonly memory: readonly (readonly [number, number])[];
  readonly finalStates: readonly FinalState[];
  /** What the threads returned or threw. */
  readonly results: readonly unknown[];
};

/** Runs a program once as the plan says: all that a substrate has to do. */
export function run(
  program: Program,
  plan: Plan<Operation>,
  { dependent = sharedMemory, parks = true }: Rules = {},
): Run {
  const machine = new Machine(program, parks);
  const guide = new Guide(plan, dependent);
  const steps: Step<Operation>[] = [];
  const ended = (end: Run['end']): Run => ({
    steps,
    end,
    memory: machine.memory.words(),
    finalStates: machine.finalStates(),
    results: machine.lanes.map(({ result }) => result),
  });
  while (steps.length < stepLimit) {
    const enabled = machine.enabled();
    if (enabled.length === 0) return ended('complete');
    const actor = guide.choose(enabled);
    if (actor === undefined) return ended('redundant');
    const { op, after } = machine.step(actor);
    guide.took(actor, op);
    steps.push({ actor, op, enabled, ...(after === undefined ? {} : { after }) });
  }
  return ended('cut');
}

export type Explored = {
  readonly complete: number;
  readonly redundant: number;
  /** Number of complete runs by outcome. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** The complete runs, in the order they were made. */
  readonly runs: readonly Run[];
};

/** Explores all orders of a program. */
export function explore(program: Program, rules: Rules = {}): Explored {
  const search = new Search<Operation>(rules.dependent ?? sharedMemory);
  const runs: Run[] = [];
  let redundant = 0;
  for (let plan = search.next(); plan !== undefined; plan = search.next()) {
    const each = run(program, plan, rules);
    search.record(each.steps);
    if (each.end === 'redundant') redundant++;
    else runs.push(each);
  }
  return { complete: runs.length, redundant, outcomes: countBy(runs, outcomeOf), runs };
}

/** Final memory, what the threads returned, how those stand that did not, and who passed the marks of each matter. */
export function outcomeOf({ memory, finalStates, results, steps }: Run): string {
  const ends = finalStates.map(({ state }, lane) => (state === 'ended' ? String(results[lane]) : state));
  const marks = [0, 1].map((matter) =>
    steps.flatMap(({ op }) => (op.kind === 'mark' && op.matter === matter ? [op.lane] : [])),
  );
  return JSON.stringify([memory, ends, marks]);
}

export function countBy<Item>(items: Iterable<Item>, key: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
