import { exploredSteadily, Explorer, type Ran } from '../common/explore.ts';
import type { Exploration } from '../common/exploration.ts';
import { maxChoices } from '../common/limits.ts';
import type { OutcomeClasses } from '../common/outcome-classes.ts';
import type { TasksBook } from './explain/drive.ts';
import { Actors } from './run/actors.ts';
import { byPlan } from './run/choosers.ts';
import { dependent, type Footprint } from './run/footprint.ts';
import { takeTurns } from './run/turns.ts';
import type { StartedRun, Subject } from './scenario/subject.ts';

/** A program that loops for ever does so in more orders than can be tried; each is short, and ends in a fault. */
const faults = 50;

/** Steps that count as one run of the budget, in a run with more steps than may be choices. */
const stepsPerRun = 8;

export type ExploreOptions = {
  /** The most runs. */
  readonly budget: number;
  readonly setImmediate: (callback: () => void) => unknown;
  /** Keeps all orders, for a drive. */
  readonly book?: TasksBook | undefined;
  /** Called after each run. */
  readonly onRun: (soFar: OutcomeClasses) => void;
};

/** Runs a scenario in every order, or in as many as the budget allows. */
export async function explore(
  subject: Subject,
  { budget, setImmediate, book, onRun }: ExploreOptions,
): Promise<Exploration> {
  const { exploration } = await exploredSteadily(async () => {
    const explorer = new Explorer<Footprint, Ran<Footprint>>(
      { dependent, stepsPerRun, order: 'simplest first', limits: { faults } },
      { budget, onRun, keep: ({ steps, result }) => book?.orders.add(steps, result) },
    );
    const actors = book?.actors ?? new Actors();
    let started: StartedRun | undefined;
    const begin = (): boolean => {
      const plan = explorer.next();
      started = plan && subject.start(actors, byPlan(plan));
      return started !== undefined;
    };
    const { ripples } = subject;
    ripples.start();
    await takeTurns(setImmediate, () => {
      if (started?.run.advance()) return true;
      if (started) explorer.record(ranOf(started));
      return begin();
    }).finally(() => ripples.stop());
    return explorer.explored;
  });
  return exploration;
}

/** Ends the run at once, before our code continues: that must not run on what the attempt has made of the globals. */
function ranOf(started: StartedRun): Ran<Footprint> {
  const { run } = started;
  const result = started.end();
  const { steps, schedule, abandoned } = run;
  const isLong = steps.length > maxChoices;
  const told = { steps, schedule, result, isCut: run.unfair || isLong, length: isLong ? steps.length : 1 };
  return abandoned ? { ...told, cost: [], end: 'redundant' } : { ...told, cost: run.cost, end: 'complete' };
}
