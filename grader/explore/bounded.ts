import { preempts } from './cost.ts';
import type { Actor, Plan, Step } from './model.ts';
import { replay, type Strategy } from './strategy.ts';

/**
 * All schedules with at most `bound` preemptions, by plain depth-first enumeration (Musuvathi, Qadeer: Iterative
 * context bounding, PLDI 2007): they are few, they spread over the whole program, and they show most bugs. A
 * preemption hands the turn to another actor although the last one could continue.
 */
export class Bounded<Op> implements Strategy<Op> {
  readonly #bound: number;
  #prefix: readonly Actor[] | undefined = [];

  constructor(bound: number) {
    this.#bound = bound;
  }

  next(): Plan<Op> | undefined {
    return this.#prefix && replay(this.#prefix);
  }

  record(steps: readonly Step<Op>[]): void {
    const spent = preemptions(steps);
    this.#prefix = undefined;
    for (let index = steps.length - 1; index >= 0 && this.#prefix === undefined; index--) {
      const next = untried(steps, index);
      if (next === undefined) continue;
      const isLeft = steps[index]?.enabled.includes(steps[index - 1]?.actor ?? -1) === true;
      if ((spent[index] ?? 0) + Number(isLeft) > this.#bound) continue;
      this.#prefix = [...steps.slice(0, index).map(({ actor }) => actor), next];
    }
  }
}

/** How many preemptions there were before each step. */
function preemptions<Op>(steps: readonly Step<Op>[]): readonly number[] {
  let count = 0;
  return steps.map((_, index) => {
    const before = count;
    if (preempts(steps, index)) count++;
    return before;
  });
}

/**
 * The next actor to try at this step. A guide continues with the last actor or, failing that, the lowest, so that one
 * was tried first; the others follow, ascending.
 */
function untried<Op>(steps: readonly Step<Op>[], index: number): Actor | undefined {
  const step = steps[index];
  if (step === undefined) return undefined;
  const last = steps[index - 1]?.actor;
  const order = step.enabled.toSorted((a, b) => Number(b === last) - Number(a === last) || a - b);
  return order[order.indexOf(step.actor) + 1];
}
