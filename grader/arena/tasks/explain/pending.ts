import { askedFor, type Action } from '../run/action.ts';
import type { Pending } from '../../../verdict/timeline.ts';
import type { Draft } from './condensed.ts';

/** The end of what was asked for: at which row, and whether it had no answer. */
export type Over = { readonly serial: number; readonly givenUp: boolean };

/** The spans of rows in which something was waited for. @param over absent for what never ended */
export function pendingIn(rows: readonly Draft[], over: ReadonlyMap<Action, Over>): readonly Pending[] {
  const found: Pending[] = [];
  const latest = new Map<Action, number>();
  for (const [index, { action }] of rows.entries()) {
    if (action === undefined || action.kind === 'start' || action.kind === 'event') continue;
    const asked = askedFor(action);
    const from = latest.get(asked);
    if (from !== undefined) found.push({ from, to: index });
    latest.set(asked, index);
  }
  for (const [asked, from] of latest) {
    const end = over.get(asked);
    if (end === undefined) {
      found.push({ from });
      continue;
    }
    // Its own row may have been left out: then the one in its place.
    const to = rows.findIndex(({ serial }) => serial >= end.serial);
    if (to > from) found.push({ from, to, ...(end.givenUp && { givenUp: true }) });
  }
  return found;
}
