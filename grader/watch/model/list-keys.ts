import type { Exercise } from '../../course/exercise.ts';
import { shortName } from '../../course/names.ts';
import { foundBy } from '../../course/search.ts';
import type { Key, List, ListFilter, State, Step, View } from './state.ts';
import { answered, hasPassed, opened, unchanged } from './steps.ts';

/** The exercises in the list. */
export const listed = (state: State, { filter, search }: List): readonly Exercise[] =>
  state.course.filter((exercise) => {
    if (filter !== 'all' && hasPassed(state, exercise) !== (filter === 'done')) return false;
    return foundBy(search, [shortName(exercise, state.course), exercise.track, exercise.title]);
  });

/** Letters search; all else moves, chooses or leaves. */
export const listKey = (state: State, view: List, key: Key): Step => {
  const rows = listed(state, view);
  const at = rows.findIndex(({ id }) => id === view.cursor);
  const chosen = rows[at];
  const show = (changes: Partial<List>): Step => unchanged({ ...state, view: settled(state, { ...view, ...changes }) });
  const move = listMoves.get(key);
  if (move) {
    const target = Math.min(rows.length - 1, Math.max(0, move(at, Math.max(1, Math.floor(state.size.rows / 2)))));
    return show({ cursor: rows[target]?.id });
  }
  if (key === 'enter') return chosen ? open(state, chosen) : unchanged(state);
  if (key === 'tab') return show({ filter: filters[(filters.indexOf(view.filter) + 1) % filters.length] ?? 'all' });
  if (key === 'ctrl-x' || key === 'delete') {
    return chosen ? unchanged({ ...state, view: { kind: 'reset', exercise: chosen, from: view } }) : unchanged(state);
  }
  if (key === 'backspace') return show({ search: view.search.replace(/.$/su, '') });
  if (key === 'escape') return view.search === '' ? leave(state) : show({ search: '' });
  const letter = key === 'space' ? ' ' : key;
  return /^.$/u.test(letter) ? show({ search: view.search + letter }) : unchanged(state);
};

export const answerReset = (state: State, { exercise, from }: Extract<View, { kind: 'reset' }>, key: Key): Step => {
  const asked: State = { ...state, view: from ?? { kind: 'exercise' } };
  if (key !== 'y') return answered(asked, 'Nothing was changed.');
  return { state: asked, effects: [{ kind: 'reset', exercise }] };
};

const filters: readonly ListFilter[] = ['all', 'pending', 'done'];

const leave = (state: State): Step => unchanged({ ...state, view: { kind: 'exercise' }, scroll: 0 });

const open = (state: State, exercise: Exercise): Step =>
  exercise.id === state.current.id ? leave(state) : opened(state, exercise);

/** The cursor stays where it was, or goes to the first row when its own is gone. */
const settled = (state: State, view: List): List => {
  const rows = listed(state, view);
  return rows.some(({ id }) => id === view.cursor) ? view : { ...view, cursor: rows[0]?.id };
};

const listMoves: ReadonlyMap<Key, (cursor: number, lines: number) => number> = new Map<
  Key,
  (cursor: number, lines: number) => number
>([
  ['up', (cursor) => cursor - 1],
  ['down', (cursor) => cursor + 1],
  ['page-up', (cursor, lines) => cursor - lines],
  ['page-down', (cursor, lines) => cursor + lines],
  ['home', () => 0],
  ['end', () => Infinity],
]);
