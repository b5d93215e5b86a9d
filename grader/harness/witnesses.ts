import { howOften } from '../verdict/counted.ts';

/* What to look for in two lists of names, each in its order: who asked for something, and who was served. */

/** Somebody who asked `wanted` times and was not served as often. */
export type NotOnce = { readonly who: string; readonly wanted: number; readonly times: string };

export function notOnce(asked: readonly string[], served: readonly string[]): NotOnce | undefined {
  for (const who of new Set([...asked, ...served])) {
    const times = (names: readonly string[]): number => names.filter((name) => name === who).length;
    const wanted = times(asked);
    if (times(served) !== wanted) return { who, wanted, times: howOften(times(served)) };
  }
  return undefined;
}

/** Somebody served while somebody who had asked earlier still waited; and both lists. */
export type OutOfTurn = {
  readonly who: string;
  readonly before: string;
  readonly asked: string;
  readonly served: string;
};

export function outOfTurn(asked: readonly string[], served: readonly string[]): OutOfTurn | undefined {
  const waiting = [...asked];
  for (const who of served) {
    const before = waiting[0];
    if (before !== undefined && before !== who && waiting.includes(who)) {
      return { who, before, asked: asked.join(', '), served: served.join(', ') };
    }
    waiting.splice(waiting.indexOf(who), waiting.includes(who) ? 1 : 0);
  }
  return undefined;
}
