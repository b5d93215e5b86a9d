import type { Action } from './action.ts';

/** What happens in one turn: an action, or two answers, in this order, before anything reacts to either. */
export type Choice = readonly [Action] | readonly [Action, Action];

/**
 * What a schedule records of a step: how many of the possible actions had been created before this one. The number is
 * short in a token, and always 0 for a task that runs alone. For two answers in one turn, one number holds both.
 */
export function numberOf([first, second]: Choice, ready: readonly Action[]): number {
  const number = placeOf(first, ready);
  return second === undefined ? number : ready.length * (1 + number) + placeOf(second, ready);
}

/** The choice that a number of a schedule means; `undefined` if it does not fit this program. */
export function choiceOf(number: number | undefined, ready: readonly Action[]): Choice | undefined {
  if (number === undefined || ready.length === 0) return undefined;
  const at = (place: number): Action | undefined => ready.find((action) => placeOf(action, ready) === place);
  const [one, other] = [Math.floor(number / ready.length) - 1, number % ready.length];
  const [first, second] = [at(one), at(other)];
  if (number < ready.length) return second && [second];
  return first === undefined || second === undefined || first === second ? undefined : [first, second];
}

function placeOf({ serial }: Action, ready: readonly Action[]): number {
  let earlier = 0;
  for (const other of ready) if (other.serial < serial) earlier++;
  return earlier;
}
