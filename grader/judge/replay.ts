import { readReplay, type ReadReplay, type Replayed } from '../harness/replay.ts';
import type { Finding } from '../verdict/finding.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Attempt } from './judge.ts';

export type { Replayed };

/** What a token says about these files. */
export const readToken = (token: string, { exercise, files }: Pick<Attempt, 'exercise' | 'files'>): ReadReplay =>
  readReplay(token, { exercise: exercise.id, hash: files.hash });

/**
 * Of the failing orders in a verdict, the one that begins most like an order of another version of the program.
 *
 * @param verdict of the attempt as it is now
 * @param old an order of its scenario, from before
 * @returns undefined when no order of that scenario fails
 */
export const nearestOrder = (
  verdict: Verdict,
  old: Replayed,
  attempt: Pick<Attempt, 'exercise' | 'files'>,
): Finding | undefined => {
  if (verdict.state !== 'failed') return undefined;
  const candidates = verdict.findings.flatMap((finding) => {
    if (finding.replay === undefined) return [];
    const read = readToken(finding.replay, attempt);
    if (read.state !== 'run' || read.scenario !== old.scenario) return [];
    return [{ finding, alike: commonStart(read.schedule, old.schedule) }];
  });
  return candidates.toSorted((one, other) => other.alike - one.alike)[0]?.finding;
};

const commonStart = (one: readonly number[], other: readonly number[]): number => {
  const differs = one.findIndex((actor, index) => actor !== other[index]);
  return differs < 0 ? one.length : differs;
};
