import { Bounded } from '../../../explore/bounded.ts';
import { compareCosts } from '../../../explore/cost.ts';
import { simplest } from '../../../explore/minimise.ts';
import { simplestAlike, type Tries } from '../../common/explain.ts';
import { Actors } from '../run/actors.ts';
import type { Chooser } from '../run/chooser.ts';
import { byActor, byPlan, bySchedule } from '../run/choosers.ts';
import { dependent, type Footprint } from '../run/footprint.ts';
import type { Run } from '../run/run.ts';
import type { Subject } from '../scenario/subject.ts';
import { replay, type Replayed, type SetImmediate } from './replay.ts';

/** Runs that the search for a simpler schedule may take, and the most pauses that it tries. */
const budget = 300;
const mostPauses = 2;

/**
 * A simpler schedule that ends alike: fewer pauses, then fewer switches. Looks first within the same order (which has
 * other schedules only if the scenario declares what is shared), then, if not all orders are known, among all
 * schedules with few pauses.
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
  const attempt = async (chooser: Chooser): Promise<Replayed> => replay(subject, actors, chooser, setImmediate);
  const asked = await attempt(bySchedule(schedule));
  // The schedule belongs to other code: the run that follows it next will say so.
  if (asked.run.abandoned) return schedule;
  const best = await simplestAlike(
    asked,
    simplerThan(asked.run, complete),
    attempt,
    ({ run }, than) => !run.abandoned && compareCosts(run.cost, than.run.cost) < 0,
  );
  return best.run.schedule;
}

function* simplerThan({ declares, shares, steps }: Run, complete: boolean): Tries<Chooser, Replayed> {
  let isFound = false;
  // A partial order orders single actors, and two answers in one turn belong to two.
  if (declares && !shares) isFound = (yield byActor(simplest(steps, dependent).schedule)).isTaken;
  if (complete) return;
  let left = budget;
  for (let pauses = 0; pauses <= mostPauses && !isFound; pauses++) {
    const strategy = new Bounded<Footprint>(pauses);
    for (let plan = strategy.next(); plan !== undefined && left > 0; plan = strategy.next(), left--) {
      const { run: tried, isTaken } = yield byPlan(plan);
      strategy.record(tried.run.steps);
      isFound ||= isTaken;
    }
  }
}
