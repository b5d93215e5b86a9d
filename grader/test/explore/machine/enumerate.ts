import { dependent } from '../../../explore/dependence.ts';
import type { Actor, Step } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import { replay } from '../../../explore/strategy.ts';
import { outcomeOf, run, type Rules } from './explore.ts';
import type { Program } from './program.ts';

export type Enumerated = {
  readonly runs: number;
  readonly outcomes: ReadonlySet<string>;
  /** Mazurkiewicz traces: runs that differ only in the order of independent steps are one. */
  readonly traces: ReadonlySet<string>;
};

/**
 * Every interleaving of a program, by plain depth-first enumeration. Shares nothing with the search,
 * so it can tell what the search should have found.
 * @returns `undefined` when there are more than `limit`
 */
export function enumerate(program: Program, limit: number, rules: Rules = {}): Enumerated | undefined {
  const outcomes = new Set<string>();
  const traces = new Set<string>();
  let prefix: Actor[] | undefined = [];
  let runs = 0;
  for (; prefix !== undefined; runs++) {
    if (runs === limit) return undefined;
    const each = run(program, replay(prefix), rules);
    outcomes.add(outcomeOf(each));
    traces.add(traceOf(each.steps));
    prefix = successor(each.steps);
  }
  return { runs, outcomes, traces };
}

/**
 * The next schedule in depth-first order: the last step that has an untried choice takes it.
 * @param kept so many steps at the beginning stay
 */
export function successor(steps: readonly Step<Operation>[], kept = 0): Actor[] | undefined {
  for (let index = steps.length - 1; index >= kept; index--) {
    const next = untried(steps, index);
    if (next !== undefined) return [...steps.slice(0, index).map(({ actor }) => actor), next];
  }
  return undefined;
}

/** The guide continues with the last actor or else the lowest, so the tried ones are this one, then ascending. */
function untried(steps: readonly Step<Operation>[], index: number): Actor | undefined {
  const step = steps[index];
  if (step === undefined) return undefined;
  const last = steps[index - 1]?.actor;
  const order = [...step.enabled].toSorted((a, b) => Number(b === last) - Number(a === last) || a - b);
  return order[order.indexOf(step.actor) + 1];
}

/** A name for the trace: the steps of each actor, and the order of every two dependent ones. */
function traceOf(steps: readonly Step<Operation>[]): string {
  const count = new Map<Actor, number>();
  const names = steps.map(({ actor }) => {
    count.set(actor, (count.get(actor) ?? 0) + 1);
    return `${actor}.${count.get(actor)}`;
  });
  const orders: string[] = [];
  for (const [later, { op, actor }] of steps.entries()) {
    orders.push(`${names[later]}:${op.kind}`);
    for (const [earlier, other] of steps.slice(0, later).entries()) {
      if (other.actor !== actor && dependent(other.op, op)) orders.push(`${names[earlier]}<${names[later]}`);
    }
  }
  return orders.toSorted((a, b) => (a < b ? -1 : 1)).join(' ');
}
