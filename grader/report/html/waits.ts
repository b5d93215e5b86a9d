import type { Timeline } from '../../verdict/timeline.ts';
import { pendingLines } from '../pending-lines.ts';

/** A line down a lane: from the row where something was asked for to the row where that ended. */
export type Wait = {
  readonly lane: number;
  /** Lines side by side in one lane have different tracks, from 0. */
  readonly track: number;
  /** Index of a row, like `to`. */
  readonly from: number;
  /** Absent: the run ended first. */
  readonly to?: number;
  readonly end: 'answered' | 'given up' | 'open';
  /** The lane that ended the wait, if it was another. */
  readonly by?: number;
};

export const waitsOf = (timeline: Timeline): readonly Wait[] => {
  const lines = pendingLines(timeline);
  return (timeline.pending ?? []).map(({ from, to, givenUp }): Wait => {
    const lane = timeline.rows[from]?.lane ?? 0;
    const wait = { lane, track: lines[from]?.track ?? 0, from };
    if (to === undefined) return { ...wait, end: 'open' };
    const by = timeline.rows[to]?.lane;
    return { ...wait, to, end: givenUp ? 'given up' : 'answered', ...(by !== undefined && by !== lane && { by }) };
  });
};
