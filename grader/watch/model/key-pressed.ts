import { placeOf } from './finding-place.ts';
import { join } from 'node:path';
import { nextPending } from '../../course/path.ts';
import { standingOf } from '../../course/progress.ts';
import { answerReset, listKey } from './list-keys.ts';
import type { Key, ProgramName, State, Step } from './state.ts';
import { answered, hasPassed, haveAllPassed, opened, recorded, started, unchanged } from './steps.ts';
import { sweepStarted } from './sweep.ts';
import { firstTimeline, timelineKey, timelineOf } from './timeline-keys.ts';
import { sweepLeft } from './verdicts.ts';

/** What a key does. */
export const keyPressed = (before: State, key: Key): Step => {
  const state: State = { ...before, notices: [], answer: undefined };
  const { view } = state;
  // A learner who ends a program with Ctrl-C, perhaps a moment too late, does not want to leave the kit.
  if (view.kind === 'program') return programKey(state, view.ended === undefined, key);
  if (key === 'ctrl-c') return quit(state);
  if (view.kind === 'list') return listKey(state, view, key);
  if (view.kind === 'reset') return answerReset(state, view, key);
  if (view.kind === 'exercise') return actions.get(key)?.(state) ?? scrolledBy(state, key) ?? unchanged(before);
  // A key that stops the run of all does nothing else.
  if (view.kind === 'all' && view.sweep.current) return scrolledByArrow(state, key) ?? sweepLeft(state);
  const scroll = view.kind === 'help' ? scrolledByArrow : scrolledBy;
  const scrolled = view.kind === 'timeline' ? timelineKey(state, view, key) : scroll(state, key);
  if (scrolled) return scrolled;
  if (view.kind === 'solution' && key === 'd')
    return unchanged({ ...state, view: { ...view, whole: !view.whole }, scroll: 0 });
  // A view that is only read is left by its own key, by Esc, and by any key that means something else.
  const { state: left, effects } = view.kind === 'all' || view.kind === 'final' ? sweepLeft(state) : leave(state);
  const meant = viewKeys[view.kind] === key || key === 'q' ? undefined : actions.get(key)?.(left);
  return { state: meant?.state ?? left, effects: [...effects, ...(meant?.effects ?? [])] };
};

const leave = (state: State): Step => unchanged({ ...state, view: { kind: 'exercise' }, scroll: 0 });

const viewKeys = { help: '?', brief: 'b', solution: 's', timeline: 't', all: 'a', final: 'n' } as const;

const quit = (state: State): Step => ({ state, effects: [{ kind: 'quit' }] });

export const nextHint = (state: State): Step => {
  const { current, page, progress } = state;
  if (!page) return unchanged(state);
  const level = standingOf(progress, current.id).hints + 1;
  if (level > page.hints.length)
    return answered({ ...state, scroll: 'hint' }, `That was the last of ${page.hints.length} hints.`);
  return recorded(unchanged({ ...state, scroll: 'hint' }), { kind: 'hinted', exercise: current.id, level });
};

export const next = (state: State): Step => {
  const { course, current, progress } = state;
  if (haveAllPassed(state)) return sweepStarted(state);
  if (!hasPassed(state, current)) {
    return answered(state, 'Not passed yet: n moves on once it has. l takes you to any other exercise.');
  }
  const exercise = nextPending(course, progress, current);
  return exercise ? opened(state, exercise) : unchanged(state);
};

export const previous = (state: State): Step => {
  const exercise = state.course[state.course.indexOf(state.current) - 1];
  return exercise ? opened(state, exercise) : answered(state, 'This is the first exercise.');
};

export const runAgain = (state: State): Step => {
  const step = state.found ? started(state, state.current, state.found) : unchanged(state);
  return { ...step, effects: [...step.effects, { kind: 'look' }] };
};

const openList = (state: State): Step =>
  unchanged({ ...state, view: { kind: 'list', cursor: state.current.id, filter: 'all', search: '' } });

const askReset = (state: State): Step =>
  unchanged({ ...state, view: { kind: 'reset', exercise: state.current, from: undefined } });

const undoReset = (state: State): Step => {
  const { reset } = state;
  const exercise = state.course.find(({ id }) => id === reset?.exercise);
  if (reset?.backup === undefined || !exercise) return answered(state, 'There is no reset to undo.');
  return {
    state: { ...state, reset: undefined },
    effects: [{ kind: 'undo-reset', exercise, backup: reset.backup }],
  };
};

const openBrief = (state: State): Step => unchanged({ ...state, view: { kind: 'brief' }, scroll: 0 });

const otherFinding = (state: State, by: number): Step => {
  const { verdict } = state.judged ?? {};
  if (verdict?.state !== 'failed' || verdict.findings.length === 1) return unchanged(state);
  const { length } = verdict.findings;
  return unchanged({ ...state, finding: (state.finding + by + length) % length, scroll: 'turn' });
};

const openSolution = (state: State): Step => {
  if (!hasPassed(state, state.current))
    return answered(state, 'The solution is shown once yours has passed. h gives hints.');
  return {
    state: { ...state, view: { kind: 'solution', files: undefined, whole: false }, scroll: 0 },
    effects: [{ kind: 'read-solution', exercise: state.current }],
  };
};

const openTimeline = (state: State): Step => {
  const { verdict } = state.judged ?? {};
  const finding = timelineOf(verdict, state.finding) ? state.finding : firstTimeline(verdict);
  if (finding === undefined)
    return answered(state, 'There is no timeline to step through: only a failing order has one.');
  return unchanged({ ...state, view: { kind: 'timeline', finding, row: 0 }, scroll: 0 });
};

/** Opens a drive about the finding that is shown, if there is one. */
export const drive = (state: State): Step => {
  const { verdict } = state.judged ?? {};
  const token = verdict?.state === 'failed' ? verdict.findings[state.finding]?.replay : undefined;
  return { state, effects: [{ kind: 'drive', exercise: state.current, token }] };
};

const run = (state: State, name: ProgramName): Step => {
  const id = state.lastRun + 1;
  const exercise = state.current;
  const view = { kind: 'program', name, id, exercise, lines: [], lost: 0, ended: undefined } as const;
  return {
    state: { ...state, lastRun: id, view, scroll: 'end' },
    effects: [{ kind: 'run-program', name, program: id, exercise }],
  };
};

const compareCosts = (state: State): Step =>
  state.current.costs
    ? run(state, 'costs')
    : answered(state, 'This exercise has no choice of tools whose costs could be compared.');

const programKey = (state: State, isRunning: boolean, key: Key): Step => {
  const scrolled = scrolledByArrow(state, key);
  if (scrolled) return scrolled;
  return isRunning ? { state, effects: [{ kind: 'end-program' }] } : leave(state);
};

/** The place of the finding that is shown, else of the first that has one, else the start of the main file. */
const edit = (state: State): Step => {
  const { verdict } = state.judged ?? {};
  const findings = verdict?.state === 'failed' ? verdict.findings : [];
  const shown = findings[state.finding];
  const [place] = [...(shown ? [shown] : []), ...findings].map(placeOf).filter((found) => found !== undefined);
  const [main] = state.current.files;
  const path = join(state.current.folders.learner, place?.file ?? main);
  return { state, effects: [{ kind: 'edit', path, line: place?.line ?? 1 }] };
};

const actions: ReadonlyMap<Key, (state: State) => Step> = new Map([
  ['h', nextHint],
  ['n', next],
  ['p', previous],
  ['l', openList],
  ['r', runAgain],
  ['a', sweepStarted],
  ['s', openSolution],
  ['t', openTimeline],
  ['d', (state) => run(state, 'demo')],
  ['c', compareCosts],
  ['y', drive],
  ['e', edit],
  ['x', askReset],
  ['u', undoReset],
  ['b', openBrief],
  ['w', (state) => ({ state, effects: [{ kind: 'serve' }] })],
  ['f', (state) => otherFinding(state, 1)],
  ['left', (state) => otherFinding(state, -1)],
  ['right', (state) => otherFinding(state, 1)],
  ['?', (state) => unchanged({ ...state, view: { kind: 'help' }, scroll: 0 })],
  ['q', quit],
]);

const scrolledBy = (state: State, key: Key): Step | undefined => {
  const lines = scrolls.get(key)?.(Math.max(1, Math.floor(state.size.rows / 2)));
  if (lines === undefined) return undefined;
  // Only the screen knows where a pinned view is: drawing replaces the pin with a number.
  return unchanged(typeof state.scroll === 'number' ? { ...state, scroll: Math.max(0, state.scroll + lines) } : state);
};

/** In views where other keys have a meaning, Space does not scroll. */
const scrolledByArrow = (state: State, key: Key): Step | undefined =>
  key === 'space' ? undefined : scrolledBy(state, key);

const scrolls: ReadonlyMap<Key, (halfPage: number) => number> = new Map<Key, (halfPage: number) => number>([
  ['up', () => -1],
  ['k', () => -1],
  ['down', () => 1],
  ['j', () => 1],
  ['page-up', (lines) => -lines],
  ['page-down', (lines) => lines],
  ['space', (lines) => lines],
  ['home', () => -Infinity],
  ['end', () => Infinity],
]);
