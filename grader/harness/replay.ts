import { decodeToken, encodeToken } from '../explore/token.ts';

export type ReadReplay =
  | { readonly state: 'run'; readonly scenario: string; readonly schedule: readonly number[] }
  | { readonly state: 'refused'; readonly reason: string; readonly help: string };

/** What a token is bound to: another exercise, or another text, has other schedules. */
export type ReplaySubject = {
  /** Id of the exercise. */
  readonly exercise: string;
  /** Content hash of the attempt, in hexadecimal digits. */
  readonly hash: string;
};

const help = 'Judge the attempt again; each failing order comes with a fresh token.';

/** The token that runs this schedule again. */
export function replayToken({ exercise, hash }: ReplaySubject, scenario: string, schedule: readonly number[]): string {
  return encodeToken({ exercise: slugOf(exercise), code: hash.slice(0, 8), visibility: folded(scenario), schedule });
}

/** Reads a token for this attempt; refuses one of another exercise, text or version. */
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
  if (replay.code !== hash.slice(0, 8)) {
    return { state: 'refused', reason: 'The code has changed since this token was printed.', help };
  }
  return { state: 'run', scenario: replay.visibility, schedule: replay.schedule };
}

/** Scenarios are told apart in a token without regard to case. */
export const folded = (scenario: string): string => scenario.toLowerCase();

const slugOf = (id: string): string => id.replaceAll(/\d\d-/g, '');
