import { Exploration as Course } from '../../explore/exploration.ts';
import { Guide } from '../../explore/guide.ts';
import type { Plan } from '../../explore/model.ts';
import type { Exploration } from '../exploration.ts';
import { Actors } from './actors.ts';
import { Ends } from './ends.ts';
import { dependent, type Footprint } from './footprint.ts';
import type { Chooser } from './run.ts';
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
    started = subject.start(actors, followed(plan));
    return true;
  };

  await takeTurns(setImmediate, () => {
    if (started === undefined) return begin();
    const { run } = started;
    if (run.advance()) return true;
    course.record(run.steps, run.abandoned);
    fair &&= !run.unfair;
    if (!run.abandoned) ends.add(started.end(), run);
    onRun(() => ends.exploration(false));
    return begin();
  });
  return ends.exploration(course.progress.complete && fair);
}

/** Chooses by a plan of the search. */
function followed(plan: Plan<Footprint>): Chooser {
  const guide = new Guide<Footprint>(plan, dependent);
  return {
    choose: (ready) => {
      const actor = guide.choose(ready.map((action) => action.actor));
      return ready.find((action) => action.actor === actor);
    },
    took: (actor, footprint) => guide.took(actor, footprint),
  };
}
