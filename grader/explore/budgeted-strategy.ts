import { Bounded } from './bounded.ts';
import type { Dependent, Plan, Step } from './model.ts';
import { Sampling } from './sampling.ts';
import { Search } from './search.ts';
import type { Strategy } from './strategy.ts';
import { Turns } from './turns.ts';

/** Runs after which the search makes a pause for the schedules in turns: most programs have fewer orders. */
const turnsAfter = 500;

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
 * first, so what it has not seen by then is mostly how it could have begun. For the same reason a search that
 * takes long makes way once for schedules in which all take turns; these are orders that it finds, too, if it
 * comes to its end, and so they are not counted.
 */
export class BudgetedStrategy<Op> {
  readonly #budget: number;
  readonly #stepsPerRun: number;
  readonly #search: Search<Op>;
  #strategy: Strategy<Op>;
  #phase: 'search' | 'turns' | 'bounded' | 'sampling' = 'search';
  #tookTurns = false;
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
    else if (this.#phase !== 'turns') this.#schedules++;
    if (this.#phase === 'search') this.#complete = this.#search.next() === undefined;
    this.#proceed(steps.length);
  }

  /** Whether the next run is one that is not counted. */
  get takesTurns(): boolean {
    return this.#phase === 'turns';
  }

  #proceed(length: number): void {
    if (this.#phase === 'search' && !this.#tookTurns && this.#spent >= turnsAfter && !this.#complete) {
      this.#tookTurns = true;
      this.#phase = 'turns';
      this.#strategy = new Turns();
    } else if (this.#phase === 'turns' && this.#strategy.next() === undefined) {
      this.#phase = 'search';
      this.#strategy = this.#search;
    }
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
