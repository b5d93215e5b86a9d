import { pointOfNoReturn, type PointOfNoReturn, type Tried } from '../../../explore/no-return.ts';
import { Actors } from '../run/actors.ts';
import { dependent, type Footprint } from '../run/footprint.ts';
import type { Chooser } from '../run/chooser.ts';
import { takeTurns } from '../run/turns.ts';
import type { Subject } from '../scenario/subject.ts';
import { byPlan, bySchedule } from './simplify.ts';

/** Runs that may be spent on it: more would be felt by whoever waits for the verdict. */
const budget = 1000;

/**
 * From which step on a run cannot end well any more.
 * @param good outcomes that are right, as JSON text; all others are wrong, and so is every fault
 * @returns `undefined` where that is not known
 */
export async function noReturnOf(
  subject: Subject,
  schedule: readonly number[],
  good: readonly string[],
  setImmediate: (callback: () => void) => unknown,
): Promise<PointOfNoReturn | undefined> {
  const actors = new Actors();
  const attempt = async (chooser: Chooser): Promise<Tried<Footprint> & { readonly shares: boolean }> => {
    const started = subject.start(actors, chooser);
    await takeTurns(setImmediate, () => started.run.advance());
    const { outcome, fault } = started.end();
    const isGood = fault === undefined && outcome !== undefined && good.includes(outcome);
    return { steps: started.run.steps, good: isGood, shares: started.run.shares };
  };
  const shown = await attempt(bySchedule(schedule));
  // Two answers in one turn are no step that a search could have taken on its own.
  if (shown.good || shown.shares) return undefined;
  return pointOfNoReturn(shown.steps, dependent, async (plan) => attempt(byPlan(plan)), budget);
}
