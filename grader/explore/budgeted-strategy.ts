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
export class BudgetedStrategy<Op> {
  readonly #budget: number;
  readonly #stepsPerRun: number;
  readonly #search: Search<Op>;
  #strategy: Strategy<Op>;
  #phase: 'search' | 'bounded' | 'sampling' = 'search';
  #spent = 0;
  #schedules = 0;
  #redundant = 0;
  #complete = false;

  /**
   * @param budget most runs, the redundant ones included
   * @param stepsPerRun a longer run counts as several; absent: it does not
   */
  constructor(dependent: Dependent<Op>, budget: number, stepsPerRun = Infinity) {
    this.#budget = budget;
    this.#stepsPerRun = stepsPerRun;
    this.#search = new Search(dependent);
    this.#strategy = this.#search;
  }

  /** The choices for the next run; `undefined` when all is explored or the budget is spent. */
  next(): Plan<Op> | undefined {
    return this.#complete || this.#spent >= this.#budget ? undefined : this.#strategy.next();
  }

  /**
   * @param redundant whether the run ended because the guide had nobody to choose
   * @param length of the run in steps, as far as the budget is concerned
   * @throws {NonDeterminism} when the run did not follow the plan
   */
  record(steps: readonly Step<Op>[], redundant: boolean, length = steps.length): void {
    this.#strategy.record(steps);
    this.#spent += Math.max(1, Math.ceil(length / this.#stepsPerRun));
    if (redundant) this.#redundant++;
    else this.#schedules++;
    if (this.#phase === 'search') this.#complete = this.#search.next() === undefined;
    this.#proceed(steps.length);
  }

  #proceed(length: number): void {
    if (this.#phase === 'search' && this.#spent >= this.#budget * 0.75) {
      this.#phase = 'bounded';
      this.#strategy = new Bounded(1);
    }
    const over = this.#strategy.next() === undefined || this.#spent >= this.#budget * 0.875;
    if (this.#phase === 'bounded' && over) {
      this.#phase = 'sampling';
      this.#strategy = new Sampling(length);
    }
  }

  get progress(): Progress {
    return { schedules: this.#schedules, complete: this.#complete, redundant: this.#redundant };
  }
}
