import { Bounded } from './bounded.ts';
import type { Dependent, Plan, Step } from './model.ts';
import { Sampling } from './sampling.ts';
import { Search } from './search.ts';
import { SharedTurns } from './shared-turns.ts';
import type { Strategy } from './strategy.ts';
import { Turns } from './turns.ts';

/** Runs after which the search pauses for the schedules in turns: most programs have fewer orders. */
const turnsAfter = 500;

/** How far an exploration got. */
export type Progress = {
  /** Complete runs. While only the search runs, each is a different order; later strategies may repeat one. */
  readonly schedules: number;
  /** How many of these runs had two steps in one turn. */
  readonly shared: number;
  /** Whether every order was tried. */
  readonly complete: boolean;
  /** Runs that were ended because they would only have repeated an order. */
  readonly redundant: number;
};

/**
 * Explores a program within a budget of runs (never of time: a verdict must not depend on the machine).
 *
 * The search for all orders comes first, then the orders with two steps in one turn. If the budget is too small for
 * that, its last quarter goes to schedules with at most one preemption and then to samples: the search varies the end
 * of a run first, so the orders it has missed mostly differ at the beginning. For the same reason a long search
 * pauses once for schedules in which all actors take turns. These are not counted, as a complete search finds their
 * orders, too.
 */
export class BudgetedStrategy<Op> {
  readonly #budget: number;
  readonly #stepsPerRun: number;
  readonly #search: Search<Op>;
  #strategy: Strategy<Op>;
  readonly #shareds: SharedTurns<Op>;
  #phase: 'search' | 'shared turns' | 'taking turns' | 'bounded' | 'sampling' = 'search';
  /** Whether the search has yet to pause for the schedules in turns. */
  #willTakeTurns: boolean;
  #spent = 0;
  #schedules = 0;
  #shared = 0;
  #redundant = 0;
  #complete = false;

  /**
   * @param budget maximum number of runs, redundant ones included
   * @param stepsPerRun steps that count as one run of the budget, so that a longer run counts as several; absent:
   *   each run counts as one
   * @param takesTurns whether a long search pauses for schedules in which all take turns
   */
  constructor(
    dependent: Dependent<Op>,
    budget: number,
    {
      stepsPerRun = Infinity,
      takesTurns = false,
    }: { readonly stepsPerRun?: number; readonly takesTurns?: boolean } = {},
  ) {
    this.#willTakeTurns = takesTurns;
    this.#budget = budget;
    this.#stepsPerRun = stepsPerRun;
    this.#shareds = new SharedTurns(dependent);
    this.#search = new Search(dependent, { raced: this.#shareds.raced });
    this.#strategy = this.#search;
  }

  /** The choices for the next run; `undefined` when all is explored or the budget is spent. */
  next(): Plan<Op> | undefined {
    return this.#complete || this.#spent >= this.#budget ? undefined : this.#strategy.next();
  }

  /**
   * @param redundant whether the run ended because the guide had no actor to choose
   * @param length of the run in steps, as the budget counts them
   * @throws {NonDeterminism} when the run did not follow the plan
   */
  record(steps: readonly Step<Op>[], redundant: boolean, length = steps.length): void {
    this.#strategy.record(steps);
    this.#spent += Math.max(1, Math.ceil(length / this.#stepsPerRun));
    if (redundant) this.#redundant++;
    else if (this.#phase !== 'taking turns') this.#schedules++;
    if (!redundant && this.#phase === 'shared turns') this.#shared++;
    this.#proceed(steps.length);
  }

  /** Whether the next run takes turns, and so is not counted. */
  get takesTurns(): boolean {
    return this.#phase === 'taking turns';
  }

  #proceed(length: number): void {
    const isSearching = this.#phase === 'search' || this.#phase === 'shared turns';
    const hasTakenTurns = this.#phase === 'taking turns' && this.#strategy.next() === undefined;
    if (isSearching || hasTakenTurns) this.#proceedSearching();
    const over = this.#strategy.next() === undefined || this.#spent >= this.#budget * 0.875;
    if (this.#phase === 'bounded' && over) {
      this.#phase = 'sampling';
      this.#strategy = new Sampling(length);
    }
  }

  #proceedSearching(): void {
    const [searched, shared] = [this.#search.next() === undefined, this.#shareds.next() === undefined];
    this.#complete = searched && shared;
    if (this.#complete) return;
    if (this.#willTakeTurns && this.#spent >= turnsAfter) {
      this.#willTakeTurns = false;
      this.#phase = 'taking turns';
      this.#strategy = new Turns();
      return;
    }
    if (this.#spent >= this.#budget * 0.75) {
      this.#phase = 'bounded';
      this.#strategy = new Bounded(1);
      return;
    }
    // Even where not all orders can be tried, some with two steps in one turn must be.
    const isSharing = !shared && (searched || this.#spent >= this.#budget * 0.5);
    this.#phase = isSharing ? 'shared turns' : 'search';
    this.#strategy = isSharing ? this.#shareds : this.#search;
  }

  get progress(): Progress {
    return { schedules: this.#schedules, shared: this.#shared, complete: this.#complete, redundant: this.#redundant };
  }
}
