import type { Verdict } from '../verdict/verdict.ts';

/**
 * How many of some exercises passed, and how many could not be checked, if any.
 * @param of how many there are
 */
export const tallyText = (states: readonly Verdict['state'][], of: number): string => {
  const count = (state: Verdict['state']): number => states.filter((each) => each === state).length;
  const unchecked = count('unchecked') > 0 ? `, ${count('unchecked')} could not be checked` : '';
  return `${count('passed')} of ${of} passed${unchecked}.`;
};
