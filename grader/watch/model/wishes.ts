import { join } from 'node:path';
import { drive, next, nextHint, previous, runAgain } from './key-pressed.ts';
import type { Effect, State, Steering, Step, Wish } from './state.ts';
import { answered, opened, unchanged } from './steps.ts';
import { sweepLeft } from './verdicts.ts';

export const wished = (before: State, wish: Wish): Step => {
  if (wish.kind === 'edit') return edit(before, wish.file, wish.line);
  if (wish.kind === 'steer' || wish.kind === 'scenario') return { state: before, effects: [{ kind: 'steer', wish }] };
  const { state, effects } = backAtExercise({ ...before, notices: [], answer: undefined });
  const step = granted(state, wish);
  return { state: step.state, effects: [...effects, ...step.effects] };
};

const granted = (state: State, wish: Exclude<Wish, Steering | { kind: 'edit' }>): Step => {
  switch (wish.kind) {
    case 'hint':
      return nextHint(state);
    case 'next':
      return next(state);
    case 'previous':
      return previous(state);
    case 'again':
      return runAgain(state);
    case 'drive':
      return drive(state);
    case 'finding':
      return showFinding(state, wish.finding);
    case 'open': {
      const exercise = state.course.find(({ id }) => id === wish.exercise);
      if (!exercise) return answered(state, `There is no exercise ${wish.exercise}.`);
      return exercise === state.current ? unchanged(state) : opened(state, exercise);
    }
  }
};

const showFinding = (state: State, finding: number): Step => {
  const { verdict } = state.judged ?? {};
  const isThere = verdict?.state === 'failed' && verdict.findings[finding] !== undefined;
  return unchanged(isThere ? { ...state, finding, scroll: 'turn' } : state);
};

/** Leaves whatever the terminal was showing: it shows the same as the page, and the newest wish counts. */
const backAtExercise = (state: State): Step => {
  const { view } = state;
  if (view.kind === 'exercise') return unchanged(state);
  if (view.kind === 'all' || view.kind === 'final') return sweepLeft(state);
  const effects: readonly Effect[] =
    view.kind === 'program' && view.ended === undefined ? [{ kind: 'end-program' }] : [];
  return { state: { ...state, view: { kind: 'exercise' }, scroll: 0 }, effects };
};

/** Opens only the exercise's own files: the path comes from outside. */
const edit = (state: State, file: string, line: number): Step => {
  if (!state.current.files.includes(file)) return unchanged(state);
  const path = join(state.current.folders.learner, file);
  return { state, effects: [{ kind: 'edit', path, line: Math.max(1, Math.trunc(line)) }] };
};
