import { Bounded } from '../../../explore/bounded.ts';
import { Guide } from '../../../explore/guide.ts';
import { simplest } from '../../../explore/minimise.ts';
import { membersOf, type Actor, type Plan } from '../../../explore/model.ts';
import { resultKey } from '../../common/outcome-classes.ts';
import { Actors } from '../run/actors.ts';
import { dependent, type Footprint } from '../run/footprint.ts';
import type { Action } from '../run/action.ts';
import { choiceOf, type Choice } from '../run/choice.ts';
import type { Chooser } from '../run/chooser.ts';
import type { Run } from '../run/run.ts';
import type { Subject } from '../scenario/subject.ts';
import { takeTurns } from '../run/turns.ts';

/** Runs that the search for a simpler schedule may take, and the most pauses that it tries. */
const budget = 300;
const mostPauses = 2;

type SetImmediate = (callback: () => void) => unknown;
type Tried = { readonly run: Run; readonly key: string };

/**
 * A simpler schedule that ends alike: fewer pauses, then fewer switches. First of the same order (only where
 * the scenario declares what is shared, there are others of the same order), then, where not all orders are
 * known, among all with few pauses.
 *
 * @param complete whether the schedule is already the simplest of all orders that end so
 * @throws when the schedule is not one of this program
 */
export async function simplified(
  subject: Subject,
  schedule: readonly number[],
  complete: boolean,
  setImmediate: SetImmediate,
): Promise<readonly number[]> {
  const actors = new Actors();
  const attempt = async (chooser: Chooser): Promise<Tried> => {
    const started = subject.start(actors, chooser);
    await takeTurns(setImmediate, () => started.run.advance());
    return { run: started.run, key: resultKey(started.end()) };
  };
  const given = await attempt(bySchedule(schedule));
  // Of other code: whoever follows it will say so.
  if (given.run.abandoned) return schedule;
  let best = given.run;
  const take = ({ run, key }: Tried): void => {
    if (!run.abandoned && key === given.key && run.complexity < best.complexity) best = run;
  };

  // The orders of a partial order are those of actors, and two answers in one turn are of two.
  if (given.run.declares && !given.run.shares) {
    const order = simplest(given.run.steps, dependent).schedule;
    take(await attempt(byActor(order)));
  }
  if (complete) return best.schedule;
  let left = budget;
  for (let pauses = 0; pauses <= mostPauses && best === given.run; pauses++) {
    const strategy = new Bounded<Footprint>(pauses);
    for (let plan = strategy.next(); plan !== undefined && left > 0; plan = strategy.next(), left--) {
      const tried = await attempt(byPlan(plan));
      strategy.record(tried.run.steps);
      take(tried);
    }
  }
  return best.schedule;
}

/** Chooses by a plan of the search. */
export function byPlan(plan: Plan<Footprint>): Chooser {
  const guide = new Guide<Footprint>(plan, dependent);
  return {
    choose: (ready) => {
      const actor = guide.choose(ready.map((action) => action.actor));
      return actor === undefined ? undefined : choiceFor(actor, ready);
    },
    took: (actor, footprint) => guide.took(actor, footprint),
  };
}

function byActor(order: readonly Actor[]): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      const next = order[step++];
      return next === undefined ? undefined : choiceFor(next, ready);
    },
  };
}

export function choiceFor(actor: Actor, ready: readonly Action[]): Choice | undefined {
  const [first, second] = membersOf(actor).map((member) => ready.find((action) => action.actor === member));
  if (first === undefined) return undefined;
  return second === undefined ? [first] : [first, second];
}

/** Chooses by a schedule; gives up where it is not one of this program. */
export function bySchedule(schedule: readonly number[]): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      return choiceOf(schedule[step++], ready);
    },
  };
}
