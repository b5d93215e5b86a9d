import { BudgetedStrategy } from '../../explore/budgeted-strategy.ts';
import type { Dependent, Plan, Step } from '../../explore/model.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import type { Exploration } from './exploration.ts';
import { unsteady } from './faults.ts';
import { maxChoices, usualLimits, type Limits } from './limits.ts';
import { OutcomeClasses, type RunResult, type Scheduled } from './outcome-classes.ts';

/** One run, and its end. */
export type Ran<Op> = Scheduled & {
  readonly steps: readonly Step<Op>[];
  /** `redundant`: it was abandoned because it would only have repeated an order; its result is empty. */
  readonly end: 'complete' | 'redundant' | 'endless';
  readonly result: RunResult;
  /** Whether orders that diverge only after this run's choices are left out. */
  readonly isCut: boolean;
  /** Its length as the budget counts it; absent: the number of steps. */
  readonly length?: number;
  /** Whether no later run is worth its time. */
  readonly isLast?: boolean;
};

/** A program that can be run by a plan: tasks on one thread, threads over shared memory, or processes over files. */
export type Substrate<Op> = {
  readonly dependent: Dependent<Op>;
  /** Steps that count as one run of the budget; absent: a long run costs no more than a short one. */
  readonly stepsPerRun?: number;
  /** Whether threads may keep each other busy, each undoing just in time what the other did. */
  readonly takesTurns?: boolean;
  /** The order of the ends; absent: as they were found. */
  readonly order?: 'simplest first';
  readonly limits?: Partial<Limits>;
};

export type ExploreOptions<Run> = {
  /** Most runs. */
  readonly budget: number;
  /** Called after each run with all the ends so far. */
  readonly onRun?: ((soFar: OutcomeClasses) => void) | undefined;
  /** Called once per order, for a drive. */
  readonly keep?: ((run: Run) => void) | undefined;
};

export type Explored = {
  readonly exploration: Exploration;
  /** Runs that were ended because they would only have repeated an order. */
  readonly redundant: number;
};

/**
 * Tries every order of a program, or as many as the budget allows: `next` says what to run, `record` takes how that
 * run went.
 */
export class Explorer<Op, Run extends Ran<Op>> {
  readonly #substrate: Substrate<Op>;
  readonly #options: ExploreOptions<Run>;
  readonly #limits: Limits;
  readonly #strategy: BudgetedStrategy<Op>;
  readonly #ends = new OutcomeClasses();
  #endless = 0;
  #isCut = false;
  #isOver = false;

  constructor(substrate: Substrate<Op>, options: ExploreOptions<Run>) {
    this.#substrate = substrate;
    this.#options = options;
    this.#limits = { ...usualLimits, ...substrate.limits };
    this.#strategy = new BudgetedStrategy(substrate.dependent, options.budget, substrate);
  }

  /** The choices for the next run; `undefined` when there is no more to try. */
  next(): Plan<Op> | undefined {
    return this.#isOver || this.#isEnough ? undefined : this.#strategy.next();
  }

  /** @throws {NonDeterminism} when the run did not follow the plan */
  record(run: Run): void {
    const { end, result, isLast = false } = run;
    // The search meets again whatever comes up while all take turns.
    const counts = !this.#strategy.takesTurns;
    if (end !== 'redundant') {
      this.#ends.add(result, run, counts);
      if (counts) this.#options.keep?.(run);
    }
    if (end === 'endless') this.#endless++;
    this.#isCut ||= isLast || (run.isCut && counts);
    this.#isOver = isLast;
    this.#options.onRun?.(this.#ends);
    if (!isLast) this.#strategy.record(run.steps.slice(0, maxChoices), end === 'redundant', run.length);
  }

  get explored(): Explored {
    const { complete, redundant, shared } = this.#strategy.progress;
    const exploration = this.#ends.exploration(complete && !this.#isCut, this.#substrate.order);
    return { exploration: { ...exploration, ...(shared > 0 && { sharedTurns: shared }) }, redundant };
  }

  get #isEnough(): boolean {
    const [ends, most] = [this.#ends, this.#limits];
    return (
      ends.size >= most.ends ||
      ends.choices >= most.choices ||
      ends.withoutOutcome >= most.withoutOutcome ||
      ends.faults >= most.faults ||
      this.#endless >= most.endless
    );
  }
}

/** @param run makes one run. @throws {NonDeterminism} when the program does not follow a plan */
export async function explore<Op, Run extends Ran<Op>>(
  substrate: Substrate<Op>,
  run: (plan: Plan<Op>) => Promise<Run>,
  options: ExploreOptions<Run>,
): Promise<Explored> {
  const explorer = new Explorer<Op, Run>(substrate, options);
  for (let plan = explorer.next(); plan !== undefined; plan = explorer.next()) explorer.record(await run(plan));
  return explorer.explored;
}

/** Turns non-determinism into a fault of the code. Use it only where the kit itself does the same in every run. */
export async function exploredSteadily(explored: () => Promise<Explored>): Promise<Explored> {
  try {
    return await explored();
  } catch (error) {
    if (!(error instanceof NonDeterminism)) throw error;
    const outcomes = [{ fault: unsteady(), count: 1, schedule: [] }];
    return { exploration: { schedules: 1, complete: false, outcomes }, redundant: 0 };
  }
}
