import type { Exercise } from '../course/exercise.ts';
import { standingOf, withChange, type Change } from '../course/progress.ts';
import type { Effect, Found, State, Step } from './state.ts';

export const unchanged = (state: State): Step => ({ state, effects: [] });

export const answered = (state: State, answer: string): Step => unchanged({ ...state, answer });

export const firstStep = (given: Pick<State, 'course' | 'current' | 'progress' | 'size' | 'notice'>): Step => {
  const { course, current, progress, size, notice } = given;
  const { state, effects } = opened({ course, current, progress, size, notice, lastRun: 0, ...unread }, current);
  return { state: { ...state, notice }, effects };
};

/** Leaves the exercise for another one. */
export const opened = (state: State, exercise: Exercise): Step =>
  recorded(
    {
      state: { ...state, current: exercise, notice: undefined, ...unread },
      effects: [...cancelled(state), { kind: 'open', exercise }],
    },
    { kind: 'moved', exercise: exercise.id },
  );

/** Judges these files, in place of whatever is being judged. */
export const started = (state: State, found: Found): Step => {
  const run = state.lastRun + 1;
  return {
    state: { ...state, found, lastRun: run, run: { id: run, found, schedules: undefined } },
    effects: [...cancelled(state), { kind: 'judge', run, exercise: state.current, files: found.files }],
  };
};

export const hasPassed = (state: State, exercise: Exercise): boolean =>
  standingOf(state.progress, exercise.id).passed !== undefined;

/** What is known of an exercise that was just opened. */
const unread = {
  view: { kind: 'exercise' },
  scroll: 0,
  page: undefined,
  found: undefined,
  run: undefined,
  judged: undefined,
  answer: undefined,
} as const;

const cancelled = ({ run }: State): readonly Effect[] => (run ? [{ kind: 'cancel' }] : []);

/** Remembers, on the screen at once and in the progress file. */
export const recorded = ({ state, effects }: Step, ...changes: readonly Change[]): Step => ({
  state: { ...state, progress: changes.reduce(withChange, state.progress) },
  effects: [...effects, { kind: 'record', changes }],
});
