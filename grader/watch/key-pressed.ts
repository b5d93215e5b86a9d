import { nextPending } from '../course/path.ts';
import { standingOf } from '../course/progress.ts';
import type { Key } from './keys.ts';
import type { State, Step, View } from './state.ts';
import { answered, hasPassed, opened, recorded, started, unchanged } from './steps.ts';

/** What a key does. */
export const keyPressed = (before: State, key: Key): Step => {
  const state: State = { ...before, notice: undefined, answer: undefined };
  if (key === 'ctrl-c') return quit(state);
  if (state.view.kind === 'reset') return answerReset(state, key);
  if (key === 'q') return quit(state);
  if (state.view.kind === 'list') return chooseFromList(state, state.view, key);
  return actions.get(key)?.(state) ?? unchanged(before);
};

const quit = (state: State): Step => ({ state, effects: [{ kind: 'quit' }] });

const nextHint = (state: State): Step => {
  const { current, page, progress } = state;
  if (!page) return unchanged(state);
  const level = standingOf(progress, current.id).hints + 1;
  if (level > page.hints.length) return answered({ ...state, scroll: 'hint' }, 'That was the last hint.');
  return recorded(unchanged({ ...state, scroll: 'hint' }), { kind: 'hinted', exercise: current.id, level });
};

const next = (state: State): Step => {
  const { course, current, progress } = state;
  if (!hasPassed(state, current)) {
    return answered(state, 'Not passed yet: n goes on when it has. l leads to any other exercise.');
  }
  const exercise = nextPending(course, progress, current);
  return exercise ? opened(state, exercise) : answered(state, 'All exercises have passed. l leads back to any of them.');
};

const runAgain = (state: State): Step => {
  const step = state.found ? started(state, state.found) : unchanged(state);
  return { ...step, effects: [...step.effects, { kind: 'look' }] };
};

const openList = (state: State): Step =>
  unchanged({ ...state, view: { kind: 'list', cursor: state.course.indexOf(state.current) } });

const askReset = (state: State): Step => unchanged({ ...state, view: { kind: 'reset' } });

const scrolled = (state: State, lines: number): Step =>
  unchanged({ ...state, scroll: state.scroll === 'hint' ? 'hint' : Math.max(0, state.scroll + lines) });

const page = ({ size }: State): number => Math.max(1, Math.floor(size.rows / 2));

const actions: ReadonlyMap<Key, (state: State) => Step> = new Map([
  ['h', nextHint],
  ['n', next],
  ['l', openList],
  ['r', runAgain],
  ['x', askReset],
  ['up', (state) => scrolled(state, -1)],
  ['down', (state) => scrolled(state, 1)],
  ['page-up', (state) => scrolled(state, -page(state))],
  ['page-down', (state) => scrolled(state, page(state))],
  ['space', (state) => scrolled(state, page(state))],
  ['home', (state) => scrolled(state, -Infinity)],
  ['end', (state) => scrolled(state, Infinity)],
]);

const answerReset = (state: State, key: Key): Step => {
  const asked: State = { ...state, view: { kind: 'exercise' } };
  if (key !== 'y') return answered(asked, 'Nothing was changed.');
  return { state: asked, effects: [{ kind: 'reset', exercise: state.current }] };
};

const chooseFromList = (state: State, { cursor }: Extract<View, { kind: 'list' }>, key: Key): Step => {
  const chosen = state.course[cursor];
  if (key === 'enter' && chosen) {
    return chosen.id === state.current.id ? unchanged({ ...state, view: { kind: 'exercise' } }) : opened(state, chosen);
  }
  if (key === 'l' || key === 'escape') return unchanged({ ...state, view: { kind: 'exercise' } });
  const last = state.course.length - 1;
  const target = listMoves.get(key)?.(cursor, last, page(state)) ?? cursor;
  return unchanged({ ...state, view: { kind: 'list', cursor: Math.min(last, Math.max(0, target)) } });
};

type Move = (cursor: number, last: number, page: number) => number;

const listMoves: ReadonlyMap<Key, Move> = new Map<Key, Move>([
  ['up', (cursor) => cursor - 1],
  ['k', (cursor) => cursor - 1],
  ['down', (cursor) => cursor + 1],
  ['j', (cursor) => cursor + 1],
  ['page-up', (cursor, _last, lines) => cursor - lines],
  ['page-down', (cursor, _last, lines) => cursor + lines],
  ['home', () => 0],
  ['end', (_cursor, last) => last],
]);
