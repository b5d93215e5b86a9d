import { Bounded } from './bounded.ts';
import type { Dependent, Plan, Step } from './model.ts';
import { Sampling } from './sampling.ts';
import { Search } from './search.ts';
import type { Strategy } from './strategy.ts';

/** How far an exploration got. */
export type Progress = {
  /**
   * Complete runs. As long as the search is alone they are all different orders; the strategies that
   * follow it may come upon an order again.
   */
  readonly schedules: number;
  /** Whether these were all orders there are. */
  readonly complete: boolean;
  /** Runs that were ended because they would only have repeated an order. */
  readonly redundant: number;
};

/**
 * Explores a program within a budget of runs (never of time: a verdict must not depend on the machine).
 *
 * First the search for all orders. Where the budget is too small for that, the last quarter of it goes
 * to the schedules with at most one preemption and then to samples: the search changes the end of the run
 * first, so what it has not seen by then is mostly how it could have begun.
 */
export class Exploration<Op> {
  readonly #budget: number;
  readonly #search: Search<Op>;
  #strategy: Strategy<Op>;
  #runs = 0;
  #schedules = 0;
  #redundant = 0;
  #complete = false;

  /** @param budget most runs, the redundant ones included */
  constructor(dependent: Dependent<Op>, budget: number) {
    this.#budget = budget;
    this.#search = new Search(dependent);
    this.#strategy = this.#search;
  }

  /** The choices for the next run; `undefined` when all is explored or the budget is spent. */
  next(): Plan<Op> | undefined {
    return this.#complete || this.#runs >= this.#budget ? undefined : this.#strategy.next();
  }

  /**
   * @param redundant whether the run ended because the guide had nobody to choose
   * @throws {NonDeterminism} when the run did not follow the plan
   */
  record(steps: readonly Step<Op>[], redundant: boolean): void {
    this.#strategy.record(steps);
    this.#runs++;
    if (redundant) this.#redundant++;
    else this.#schedules++;
    if (this.#strategy === this.#search) this.#complete = this.#search.next() === undefined;
    if (this.#runs === Math.ceil(this.#budget * 0.75)) this.#strategy = new Bounded(1);
    const spent = this.#strategy.next() === undefined || this.#runs === Math.ceil(this.#budget * 0.875);
    if (spent) this.#strategy = new Sampling(steps.length);
  }

  get progress(): Progress {
    return { schedules: this.#schedules, complete: this.#complete, redundant: this.#redundant };
  }
}
