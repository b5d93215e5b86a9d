import type { Actor, Dependent, Plan, Step } from './model.ts';
import { Search } from './search.ts';

/**
 * All that can still follow the beginning of a run: one continuation for each order.
 *
 * A search works backwards from the end of its first run and leaves a state only when all that can follow it was
 * tried. So a search that begins with this run tries the alternatives to its last choice first, then those to the
 * choice before, and so on; it tries nothing twice.
 */
export class Continuations<Op> {
  readonly #search: Search<Op>;

  /** @param first a complete run, of any order */
  constructor(dependent: Dependent<Op>, first: readonly Step<Op>[]) {
    this.#search = new Search(dependent);
    this.#search.record(first);
  }

  /**
   * The choices for the next run; alternatives to later steps come first.
   * @param kept how many steps the next run must share with the first; callers may lower it from call to call
   * @returns `undefined` when all such runs were tried
   */
  next(kept = 0): Plan<Op> | undefined {
    const plan = this.#search.next();
    return plan === undefined || plan.prefix.length <= kept ? undefined : plan;
  }

  /** @throws {NonDeterminism} when the run did not follow the plan */
  record(steps: readonly Step<Op>[]): void {
    this.#search.record(steps);
  }
}

/** The point of no return of a run that ends badly. */
export type PointOfNoReturn = {
  /** Index of the last step before which the run could still end well; after this step it cannot. */
  readonly step: number;
  /** Who takes that step in an order that ends well. */
  readonly instead: Actor;
};

export type Tried<Op> = {
  readonly steps: readonly Step<Op>[];
  /** Whether the run ended well; an abandoned run did not. */
  readonly good: boolean;
};

/**
 * Finds the point of no return by running the program again, without keeping states.
 * @param shown the steps of the run that ends badly
 * @param run runs the program by a plan
 * @param budget maximum number of runs
 * @returns `undefined` if no order ends well, or the budget runs out before one is found
 */
export async function pointOfNoReturn<Op>(
  shown: readonly Step<Op>[],
  dependent: Dependent<Op>,
  run: (plan: Plan<Op>) => Promise<Tried<Op>>,
  budget: number,
): Promise<PointOfNoReturn | undefined> {
  const continuations = new Continuations(dependent, shown);
  for (let left = budget; left > 0; left--) {
    const plan = continuations.next();
    if (plan === undefined) return undefined;
    const { steps, good } = await run(plan);
    if (good) return parting(shown, steps);
    continuations.record(steps);
  }
  return undefined;
}

/** Where two runs part. */
function parting<Op>(shown: readonly Step<Op>[], other: readonly Step<Op>[]): PointOfNoReturn | undefined {
  const step = shown.findIndex(({ actor }, index) => actor !== other[index]?.actor);
  const instead = other[step]?.actor;
  return instead === undefined ? undefined : { step, instead };
}
