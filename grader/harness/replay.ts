import { decodeToken, encodeToken } from '../explore/token.ts';

export type ReadReplay =
  | ({ readonly state: 'run' } & Replayed)
  /** The token belongs to another version of the attempt. */
  | ({ readonly state: 'stale' } & Replayed)
  | { readonly state: 'refused'; readonly reason: string; readonly help: string };

/** One schedule, to be run again. */
export type Replayed = {
  readonly scenario: string;
  readonly schedule: readonly number[];
  /** Whether all orders failed. The schedule alone does not say so, and such a failure is not a race. */
  readonly everyOrder: boolean;
};

/** What a token is bound to: another exercise, or another text, has other schedules. */
export type ReplaySubject = {
  /** Id of the exercise. */
  readonly exercise: string;
  /** Content hash of the attempt, in hexadecimal digits. */
  readonly hash: string;
};

const help = 'Judge the attempt again; each failing order comes with a fresh token.';

/** Follows the scenario's name in a token of an attempt that fails in every order. */
const everyOrderMark = '-all';

/** The token that runs this schedule again. */
export function replayToken({ exercise, hash }: ReplaySubject, { scenario, schedule, everyOrder }: Replayed): string {
  const visibility = folded(scenario) + (everyOrder ? everyOrderMark : '');
  return encodeToken({ exercise: slugOf(exercise), code: hash.slice(0, 8), visibility, schedule });
}

/** Reads a token for this attempt; refuses one of another exercise or version. */
export function readReplay(token: string, { exercise, hash }: ReplaySubject): ReadReplay {
  const decoded = decodeToken(token);
  if (decoded.kind === 'other-version') {
    return { state: 'refused', reason: `The token is of another version of the kit (${decoded.version}).`, help };
  }
  if (decoded.kind === 'damaged') return { state: 'refused', reason: `The token is damaged: ${decoded.reason}.`, help };
  const { replay } = decoded;
  if (replay.exercise !== slugOf(exercise)) {
    return { state: 'refused', reason: `The token is of the exercise ${replay.exercise}, not of this one.`, help };
  }
  const everyOrder = replay.visibility.endsWith(everyOrderMark);
  const scenario = everyOrder ? replay.visibility.slice(0, -everyOrderMark.length) : replay.visibility;
  const state = replay.code === hash.slice(0, 8) ? 'run' : 'stale';
  return { state, scenario, schedule: replay.schedule, everyOrder };
}

/** Scenarios are told apart in a token without regard to case. */
export const folded = (scenario: string): string => scenario.toLowerCase();

const slugOf = (id: string): string => id.replaceAll(/\d\d-/g, '');
