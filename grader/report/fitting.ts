import type { Row, Timeline } from '../verdict/timeline.ts';

/** What one line of a shortened picture shows; rows are given by index, `to` is the last one. */
export type Shown =
  | { readonly kind: 'row'; readonly index: number }
  /** A loop: the rows repeat, and change nothing. */
  | {
      readonly kind: 'loop';
      readonly from: number;
      readonly to: number;
      readonly length: number;
      readonly times: number;
    }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** Most rows in one round of a loop. */
const longestRound = 8;

/** Every row, loops folded. */
export const folded = ({ rows, noReturn, pending = [] }: Timeline): readonly Shown[] => {
  const shown: Shown[] = [];
  // Rows that the picture refers to stay by themselves.
  const fixed = new Set([noReturn?.row, ...pending.flatMap(({ from, to }) => [from, to])]);
  for (let index = 0; index < rows.length;) {
    const { length, times } = loopAt(rows, index, fixed);
    const to = index + length * times - 1;
    shown.push(times > 1 ? { kind: 'loop', from: index, to, length, times } : { kind: 'row', index });
    index = to + 1;
  }
  return shown;
};

/**
 * As much of the picture as fits: the end, the point of no return and rows with remarks come first, then the rows
 * nearest to them.
 * @param most lines of the result
 */
export const fitted = (timeline: Timeline, most: number): readonly Shown[] => {
  const all = folded(timeline);
  if (all.length <= most) return all;
  const turn = all.findIndex((each) => timeline.noReturn !== undefined && holds(each, timeline.noReturn.row));
  const marks = all.flatMap((each, at) => (at === turn || hasNote(timeline, each) ? [at] : []));
  // The turn is shown, however many remarks there are.
  const distance = (at: number): number =>
    at === turn ? -1 : Math.min(all.length - 1 - at, ...marks.map((mark) => Math.abs(mark - at)));
  const byWorth = [...all.keys()].toSorted((a, b) => distance(a) - distance(b) || b - a);
  let best: readonly Shown[] = [];
  for (let count = 1; count <= most; count++) {
    const picture = withGaps(all, new Set(byWorth.slice(0, count)));
    if (picture.length > most) break;
    best = picture;
  }
  return best;
};

const hasNote = ({ rows }: Timeline, each: Shown): boolean =>
  rows.slice(firstOf(each), lastOf(each) + 1).some(({ note }) => note !== undefined);

const withGaps = (all: readonly Shown[], kept: ReadonlySet<number>): readonly Shown[] => {
  const shown: Shown[] = [];
  for (const [at, each] of all.entries()) {
    const last = shown.at(-1);
    if (kept.has(at)) shown.push(each);
    else if (last?.kind === 'gap') shown[shown.length - 1] = { ...last, to: lastOf(each) };
    else shown.push({ kind: 'gap', from: firstOf(each), to: lastOf(each) });
  }
  return shown;
};

export const firstOf = (shown: Shown): number => (shown.kind === 'row' ? shown.index : shown.from);
export const lastOf = (shown: Shown): number => (shown.kind === 'row' ? shown.index : shown.to);

const holds = (shown: Shown, row: number): boolean => firstOf(shown) <= row && row <= lastOf(shown);

/** The shortest round that repeats from here on, and how often. */
const loopAt = (
  rows: readonly Row[],
  start: number,
  fixed: ReadonlySet<number | undefined>,
): { readonly length: number; readonly times: number } => {
  for (let length = 1; length <= longestRound; length++) {
    let end = start;
    const goesOn = (): boolean => {
      if (fixed.has(end) || fixed.has(end + length)) return false;
      return isQuiet(rows, end + length, start) && isSame(rows[end], rows[end + length]);
    };
    while (goesOn()) end++;
    const times = Math.floor((end - start) / length) + 1;
    if (times > 1) return { length, times };
  }
  return { length: 1, times: 1 };
};

/** Whether memory there is as it was at the start of the loop. */
const isQuiet = (rows: readonly Row[], index: number, start: number): boolean =>
  rows[index]?.memory.join('\n') === rows[start]?.memory.join('\n');

const isSame = (a: Row | undefined, b: Row | undefined): boolean =>
  a !== undefined &&
  a.lane === b?.lane &&
  a.text === b.text &&
  a.note === b.note &&
  a.location?.line === b.location?.line &&
  a.location?.file === b.location?.file;
