/*
 * Whoever sleeps instead of waiting must go on before whoever is held; whoever guards a call by a timer must not. Only
 * its going off shows which of the two a timer is: so a run in which one did is repeated with more of them first.
 */

/**
 * Timers that go off before anybody who is held is let go: short ones, until a second has passed; all short ones; all.
 */
export const timersFirst = ['few', 'short', 'all'] as const;
export type TimersFirst = (typeof timersFirst)[number];

/** Whether a timer that had been put off had to go off for the run to go on: a short one, or a long one. */
export const slept = ['no', 'in-pieces', 'long'] as const;
export type Slept = (typeof slept)[number];

/** @returns which timers come first in the run that is judged in place of this one; undefined: this one is */
export const repeatedWith = (first: TimersFirst, how: Slept): TimersFirst | undefined => {
  if (how === 'long' && first !== 'all') return 'all';
  return how === 'in-pieces' && first === 'few' ? 'short' : undefined;
};
