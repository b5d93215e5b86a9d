import { Guide } from '../../../explore/guide.ts';
import { membersOf, type Actor, type Plan } from '../../../explore/model.ts';
import type { Action } from './action.ts';
import { choiceOf, type Choice } from './choice.ts';
import type { Chooser } from './chooser.ts';
import { dependent, type Footprint } from './footprint.ts';

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

export function byActor(order: readonly Actor[]): Chooser {
  let step = 0;
  return {
    choose: (ready) => {
      const next = order[step++];
      return next === undefined ? undefined : choiceFor(next, ready);
    },
  };
}

/** Chooses by a schedule; abandons the run where the schedule does not fit this program. */
export function bySchedule(schedule: readonly number[]): Chooser {
  let step = 0;
  return { choose: (ready) => choiceOf(schedule[step++], ready) };
}

export function choiceFor(actor: Actor, ready: readonly Action[]): Choice | undefined {
  const [first, second] = membersOf(actor).map((member) => ready.find((action) => action.actor === member));
  if (first === undefined) return undefined;
  return second === undefined ? [first] : [first, second];
}
