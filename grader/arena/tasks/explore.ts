import { Exploration as Course } from '../../explore/exploration.ts';
import { Ends } from '../ends.ts';
import type { Exploration } from '../exploration.ts';
import { Actors } from './actors.ts';
import { dependent, type Footprint } from './footprint.ts';
import { byPlan } from './telling/simplify.ts';
import type { StartedRun, Subject } from './subject.ts';
import { takeTurns } from './turns.ts';

/** More different ends than this tell nothing more, and their report would be endless. */
const endLimit = 1000;
/** Nor do more faults than this: a program that goes round for ever does so in more orders than can be tried. */
const faultLimit = 50;

export type ExploreOptions = {
  /** Runs at most. */
  readonly budget: number;
  readonly setImmediate: (callback: () => void) => unknown;
  /** Told after each run. */
  readonly onRun: (soFar: () => Exploration) => void;
};

/**
 * Runs a scenario in every order, or in as many as the budget allows.
 * @throws what the scenario itself throws, and `NonDeterminism`: both are our faults
 */
export async function explore(subject: Subject, { budget, setImmediate, onRun }: ExploreOptions): Promise<Exploration> {
  const course = new Course<Footprint>(dependent, budget);
  const actors = new Actors();
  const ends = new Ends();
  let fair = true;
  let started: StartedRun | undefined;

  const begin = (): boolean => {
    const plan = course.next();
    if (plan === undefined || ends.size > endLimit || ends.faults >= faultLimit) return false;
    started = subject.start(actors, byPlan(plan));
    return true;
  };

  await takeTurns(setImmediate, () => {
    if (started === undefined) return begin();
    const { run } = started;
    if (run.advance()) return true;
    // Before anything of ours goes on: it must not run on what the code has made of the globals.
    const end = started.end();
    course.record(run.steps, run.abandoned);
    fair &&= !run.unfair;
    if (!run.abandoned) ends.add(end, run);
    onRun(() => ends.exploration(false));
    return begin();
  });
  return ends.exploration(course.progress.complete && fair, 'simplest first');
}
