import type { RunResult } from '../../common/outcome-classes.ts';
import { pointOfNoReturn, type PointOfNoReturn } from '../../../explore/no-return.ts';
import { Actors } from '../run/actors.ts';
import { byPlan, bySchedule } from '../run/choosers.ts';
import { dependent } from '../run/footprint.ts';
import type { Subject } from '../scenario/subject.ts';
import { replay, type SetImmediate } from './replay.ts';

/** The most runs to spend on it: with more, the verdict would come noticeably later. */
const budget = 1000;

/**
 * The step from which a run can no longer end well.
 * @param good outcomes that are right, as JSON text; all others are wrong, and so is every fault
 * @returns `undefined` where that is not known
 */
export async function noReturnOf(
  subject: Subject,
  schedule: readonly number[],
  good: readonly string[],
  setImmediate: SetImmediate,
): Promise<PointOfNoReturn | undefined> {
  const actors = new Actors();
  const isGood = ({ outcome, fault }: RunResult): boolean =>
    fault === undefined && outcome !== undefined && good.includes(outcome);
  const shown = await replay(subject, actors, bySchedule(schedule), setImmediate);
  // Two answers in one turn are not a step that a search could have taken by itself.
  if (isGood(shown.result) || shown.run.shares) return undefined;
  return pointOfNoReturn(
    shown.run.steps,
    dependent,
    async (plan) => {
      const { run, result } = await replay(subject, actors, byPlan(plan), setImmediate);
      return { steps: run.steps, good: isGood(result) };
    },
    budget,
  );
}
