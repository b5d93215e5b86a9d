import type { Judgement } from './judgement.ts';

/*
 * Judgements that many exercises need, in words that fit any story. Spread one to say more:
 * `{ ...tooMany('downloads', 3), got: ({ peak }) => `${peak} at once` }`.
 */

type Ready = Judgement<unknown>;

/** For `always`: `stage.overtaken(…)` is 0, or within a bound. @param who waits: `a reader` */
export const unfair = (who: string): Ready => ({
  kind: 'starvation',
  message: `${capital(who)} that came later was served before one that waited.`,
  why: 'Nothing bounds how often that happens: who is overtaken again and again waits for ever.',
});

/** For `always`: `stage.peak(…)` is within the limit. @param what is limited, in the plural: `downloads` */
export const tooMany = (what: string, limit: number): Ready => ({
  kind: 'race',
  message: `More ${what} than allowed were in flight at once.`,
  why: 'Between the look at the number in flight and the next start, another one was started.',
  expected: `at most ${limit} at once`,
});

/** For `sometimes`: `stage.peak(…)` reaches the limit. */
export const tooFew = (what: string, limit: number): Ready => ({
  kind: 'over-serialised',
  message: `There were never ${limit} ${what} in flight at once, although that many are allowed.`,
  why: 'Something waits although there is room.',
  expected: `${limit} at once, in some order`,
});

/** For `sometimes`: `stage.together(…)`. @param one and other: what may overlap: `two readers` */
export const oneByOne = (what: string): Ready => ({
  kind: 'over-serialised',
  message: `${capital(what)} never overlap, in any order.`,
  why: 'They are not in each other’s way, and yet one waits for the other.',
  expected: 'both at once, in some order',
});

/** For `always`: `stage.callsAfter(…)` is 0. @param what was started: `a download`  @param after what: `the abort` */
export const lateWork = (what: string, after: string): Ready => ({
  kind: 'leak',
  message: `${capital(what)} was started after ${after}.`,
  why: 'Nobody wants its result any more, and nobody stops it.',
  expected: `nothing is started after ${after}`,
});

/** For `always`: `stage.listeners(…)` is 0. @param on what they are left: `the signal` */
export const leakedListeners = (on: string): Ready => ({
  kind: 'leak',
  message: `All tasks have finished, and listeners are left on ${on}.`,
  why: 'It holds on to them, and to all that they can reach, for as long as it lives; each call adds more.',
  expected: 'no listener is left',
});

/**
 * For real runs: what came out, without the numbers. Which wrong ones they are may depend on who was
 * faster, and the same attempt is told the same each time.
 * @returns `too few, right`
 */
export const amounts = (got: readonly number[], expected: readonly number[]): string =>
  expected.map((right, index) => amount(got[index], right)).join(', ');

function amount(got: number | undefined, expected: number): string {
  if (got === expected) return 'right';
  if (typeof got !== 'number') return String(got);
  return got < expected ? 'too few' : 'too many';
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
