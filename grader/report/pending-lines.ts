import type { Pending, Timeline } from '../verdict/timeline.ts';

/** Most lines side by side in one lane; further ones share the last: columns are narrow. */
const mostTracks = 3;

/** A piece of a line that runs down a lane, from what was asked for to its end. */
export type Mark = { readonly lane: number; readonly track: number; readonly sign: '┆' | '✗' };

export type RowLines = {
  /** The track where the row's text begins. */
  readonly track: number;
  /** Lines that run past the row. */
  readonly beside: readonly Mark[];
  /** Lines that continue below the row's first line of text. */
  readonly below: readonly Mark[];
};

type Span = Pending & { readonly lane: number; readonly track: number };

/**
 * The lines of each row. A text begins to the right of the lines already there, and its own line begins under
 * it: so the answer, at the line's end, is under its question.
 */
export const pendingLines = ({ rows, pending = [] }: Timeline): readonly RowLines[] => {
  let open: readonly Span[] = [];
  return rows.map(({ lane }, index) => {
    const answered = open.find((span) => span.lane === lane && span.to === index && span.givenUp !== true);
    const beside = open.filter((span) => span !== answered);
    const others = beside.filter((span) => span.lane === lane).map(({ track }) => track + 1);
    const track = answered?.track ?? Math.min(mostTracks - 1, Math.max(0, ...others));
    const begun = pending.filter(({ from, to = Infinity }) => from === index && to > index);
    open = [...beside.filter(({ to }) => to !== index), ...begun.map((span) => ({ ...span, lane, track }))];
    const sign = (span: Span): Mark['sign'] => (span.to === index ? '✗' : '┆');
    return {
      track,
      beside: beside.map((span) => ({ lane: span.lane, track: span.track, sign: sign(span) })),
      below: open.map((span) => ({ lane: span.lane, track: span.track, sign: '┆' })),
    };
  });
};
