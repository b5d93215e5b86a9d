import { inOneTurn, type Actor, type Dependent, type Plan, type Step } from './model.ts';
import type { PartialOrder } from './partial-order.ts';
import { Search, type Raced } from './search.ts';
import type { Strategy } from './strategy.ts';

/**
 * All orders in which two steps share a turn: both happen, and only then does anything react. One pair per run.
 *
 * A pair adds orders only where it matters which of the two came first: where they race. So the search reports its
 * races, and each gives a *root*: the steps that must precede either of the two, then both in one turn. An order with
 * a pair is one root and an order of what follows, so a search from each root finds every such order, and none twice.
 * (The pair cannot just be one more actor: the step that rules it out may come before the pair is possible, and no
 * race would show that.)
 */
export class SharedTurns<Op> implements Strategy<Op> {
  readonly #dependent: Dependent<Op>;
  /** Roots not yet explored. */
  readonly #roots: (readonly Actor[])[] = [];
  readonly #known = new Set<string>();
  #search: Search<Op> | undefined;
  #root: readonly Actor[] = [];

  constructor(dependent: Dependent<Op>) {
    this.#dependent = dependent;
  }

  /** Called by the search of orders without a pair. */
  readonly raced: Raced<Op> = (steps, order, earlier, later) => {
    const [one, other] = [steps[earlier], steps[later]];
    if (one?.shares !== 'either' || other?.shares === undefined) return;
    if (!one.enabled.includes(other.actor) && !isHeldBack(order, earlier, later, other.actor)) return;
    const before = Array.from(steps.keys()).filter(
      (index) => index < later && index !== earlier && (order.before(index, earlier) || order.before(index, later)),
    );
    // What comes after the first of the two can't come before both.
    if (before.some((index) => order.before(earlier, index))) return;
    const root = [...normalForm(before, steps, order), inOneTurn(one.actor, other.actor)];
    const key = root.join();
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#roots.push(root);
  };

  next(): Plan<Op> | undefined {
    let plan = this.#search?.next();
    while (plan === undefined) {
      const root = this.#roots.shift();
      if (root === undefined) return undefined;
      this.#root = root;
      this.#search = new Search(this.#dependent, { root });
      plan = this.#search.next();
    }
    return plan;
  }

  /**
   * A run that ended before its pair shows that there is no such pair: the first step took away what the second
   * needs.
   */
  record(steps: readonly Step<Op>[]): void {
    if (steps.length < this.#root.length) this.#search = undefined;
    else this.#search?.record(steps);
  }
}

/** Whether the later step could have been taken before the earlier one: then both can be pending at once. */
function isHeldBack<Op>(order: PartialOrder<Op>, earlier: number, later: number, actor: Actor): boolean {
  return order.initials(earlier, later).some((starter) => starter !== actor);
}

/**
 * The actors of these steps in a canonical sequence, equal for all runs that differ only in when independent steps
 * happen: of the actors that may come next, the lowest always goes first.
 */
function normalForm<Op>(
  indices: readonly number[],
  steps: readonly Step<Op>[],
  order: PartialOrder<Op>,
): readonly Actor[] {
  const left = new Set(indices);
  const actors: Actor[] = [];
  while (left.size > 0) {
    const first = [...left].filter((index) => ![...left].some((other) => order.before(other, index)));
    const next = first.reduce((lowest, index) => (actorOf(steps, index) < actorOf(steps, lowest) ? index : lowest));
    left.delete(next);
    actors.push(actorOf(steps, next));
  }
  return actors;
}

function actorOf<Op>(steps: readonly Step<Op>[], index: number): Actor {
  return steps[index]?.actor ?? -1;
}
