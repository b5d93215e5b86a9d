import { BudgetedStrategy } from '../../explore/budgeted-strategy.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import { unsteady } from '../common/faults.ts';
import { OutcomeClasses } from '../common/outcome-classes.ts';
import type { Exploration } from '../common/exploration.ts';
import { Actors } from './run/actors.ts';
import { dependent, type Footprint } from './run/footprint.ts';
import { byPlan } from './explain/simplify.ts';
import type { StartedRun, Subject } from './scenario/subject.ts';
import { takeTurns } from './run/turns.ts';
import type { TasksBook } from './explain/drive.ts';

/** More different ends than this tell nothing more, and their report would be endless. */
const endLimit = 1000;
/** Nor do more faults than this: a program that goes round for ever does so in more orders than can be tried. */
const faultLimit = 50;

export type ExploreOptions = {
  /** Runs at most. */
  readonly budget: number;
  readonly setImmediate: (callback: () => void) => unknown;
  /** Keeps all orders, for a drive. */
  readonly book?: TasksBook | undefined;
  /** Told after each run. */
  readonly onRun: (soFar: () => Exploration) => void;
};

/**
 * Runs a scenario in every order, or in as many as the budget allows. Code that does not repeat itself ends
 * in a fault: all that the kit does is the same in every run.
 */
export async function explore(subject: Subject, options: ExploreOptions): Promise<Exploration> {
  try {
    return await exploreAll(subject, options);
  } catch (error) {
    if (!(error instanceof NonDeterminism)) throw error;
    return { schedules: 1, complete: false, outcomes: [{ fault: unsteady(), count: 1, schedule: [] }] };
  }
}

async function exploreAll(
  subject: Subject,
  { budget, setImmediate, book, onRun }: ExploreOptions,
): Promise<Exploration> {
  const strategy = new BudgetedStrategy<Footprint>(dependent, budget);
  const actors = book?.actors ?? new Actors();
  const ends = new OutcomeClasses();
  let fair = true;
  let started: StartedRun | undefined;

  const begin = (): boolean => {
    const plan = strategy.next();
    if (plan === undefined || ends.size > endLimit || ends.faults >= faultLimit) return false;
    started = subject.start(actors, byPlan(plan));
    return true;
  };

  const { ripples } = subject;
  ripples.start();
  await takeTurns(setImmediate, () => {
    if (started === undefined) return begin();
    const { run } = started;
    if (run.advance()) return true;
    // Before anything of ours goes on: it must not run on what the code has made of the globals.
    const end = started.end();
    strategy.record(run.steps, run.abandoned);
    fair &&= !run.unfair;
    if (!run.abandoned) ends.add(end, run);
    if (!run.abandoned) book?.orders.add(run.steps, end);
    onRun(() => ends.exploration(false));
    return begin();
  }).finally(() => ripples.stop());
  const { complete, shared } = strategy.progress;
  return { ...ends.exploration(complete && fair, 'simplest first'), ...(shared > 0 && { sharedTurns: shared }) };
}
