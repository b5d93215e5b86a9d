import type { Finding } from '../../verdict/finding.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Key, State, Step, View } from './state.ts';
import { unchanged } from './steps.ts';

export type Timeline = NonNullable<Finding['timeline']>;

type TimelineView = Extract<View, { kind: 'timeline' }>;

export const timelineOf = (verdict: Verdict | undefined, finding: number): Timeline | undefined =>
  verdict?.state === 'failed' ? verdict.findings[finding]?.timeline : undefined;

/** Index of the first finding that shows a run. */
export const firstTimeline = (verdict: Verdict | undefined): number | undefined => nextTimeline(verdict, -1);

const nextTimeline = (verdict: Verdict | undefined, from: number): number | undefined => {
  if (verdict?.state !== 'failed') return undefined;
  const found = verdict.findings.findIndex(({ timeline }, index) => index > from && timeline !== undefined);
  return found < 0 ? undefined : found;
};

/** Walks through one run row by row; undefined for a key that has no meaning here. */
export const timelineKey = (state: State, view: TimelineView, key: Key): Step | undefined => {
  const { verdict } = state.judged ?? {};
  if (key === 'tab') {
    const finding = nextTimeline(verdict, view.finding) ?? firstTimeline(verdict) ?? view.finding;
    return unchanged({ ...state, view: { ...view, finding, row: 0 } });
  }
  const move = moves.get(key);
  if (!move) return undefined;
  const last = (timelineOf(verdict, view.finding)?.rows.length ?? 1) - 1;
  return unchanged({ ...state, view: { ...view, row: Math.min(last, Math.max(0, move(view.row))) } });
};

const forward = (row: number): number => row + 1;
const back = (row: number): number => row - 1;

const moves: ReadonlyMap<Key, (row: number) => number> = new Map([
  ['t', forward],
  ['space', forward],
  ['enter', forward],
  ['right', forward],
  ['down', forward],
  ['j', forward],
  ['left', back],
  ['up', back],
  ['k', back],
  ['backspace', back],
  ['home', () => 0],
  ['end', () => Infinity],
]);
