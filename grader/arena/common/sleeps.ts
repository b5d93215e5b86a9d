/*
 * Code that sleeps instead of waiting must continue before any caller that is held; code that guards a call with a
 * timer must not. Which of the two a timer is shows only when it goes off, so a run in which one did is repeated with
 * more timers first.
 */

/** Timers that go off before any held caller is let go: short ones, until a second has passed; all short ones; all. */
export const timersFirst = ['few', 'short', 'all'] as const;
export type TimersFirst = (typeof timersFirst)[number];

/** Whether a timer that had been put off had to go off for the run to continue: a short one, or a long one. */
export const slept = ['no', 'in-pieces', 'long'] as const;
export type Slept = (typeof slept)[number];

/** @returns which timers come first in the run that is judged in place of this one; undefined: this one is judged */
export const repeatedWith = (first: TimersFirst, how: Slept): TimersFirst | undefined => {
  if (how === 'long' && first !== 'all') return 'all';
  return how === 'in-pieces' && first === 'few' ? 'short' : undefined;
};
