import type { Exercise } from '../../course/exercise.ts';
import { standingOf, withChange, type Change } from '../../course/progress.ts';
import type { Effect, Found, State, Step } from './state.ts';

export const unchanged = (state: State): Step => ({ state, effects: [] });

export const answered = (state: State, answer: string): Step => unchanged({ ...state, answer });

type Beginning = Pick<State, 'course' | 'current' | 'progress' | 'autoNext' | 'size' | 'notices'>;

export const firstStep = ({ course, current, progress, autoNext, size, notices }: Beginning): Step => {
  const blank: State = {
    course,
    current,
    progress,
    autoNext,
    size,
    notices,
    lastRun: 0,
    verdicts: new Map(),
    ...unread,
  };
  const { state, effects } = opened(blank, current);
  return { state: { ...state, notices }, effects };
};

/** Leaves the exercise for another one. */
export const opened = (state: State, exercise: Exercise): Step =>
  recorded(
    {
      state: { ...state, current: exercise, notices: [], ...unread },
      effects: [...cancelled(state), { kind: 'open', exercise }],
    },
    { kind: 'moved', exercise: exercise.id },
  );

/** Judges these files, in place of whatever is being judged. */
export const started = (state: State, exercise: Exercise, found: Found): Step => {
  const id = state.lastRun + 1;
  return {
    state: { ...state, lastRun: id, run: { id, exercise, found, schedules: undefined, ms: 0 } },
    effects: [...cancelled(state), { kind: 'judge', run: id, exercise, files: found.files }],
  };
};

export const hasPassed = (state: State, exercise: Exercise): boolean =>
  standingOf(state.progress, exercise.id).passed !== undefined;

export const haveAllPassed = (state: State): boolean => state.course.every((exercise) => hasPassed(state, exercise));

/** The state of an exercise that was just opened. */
const unread = {
  view: { kind: 'exercise' },
  scroll: 0,
  page: undefined,
  found: undefined,
  run: undefined,
  judged: undefined,
  earlier: undefined,
  typed: undefined,
  answer: undefined,
  finding: 0,
  drive: undefined,
  reset: undefined,
} as const;

export const cancelled = ({ run }: State): readonly Effect[] => (run ? [{ kind: 'cancel' }] : []);

/** Records changes: on the screen at once, and in the progress file. */
export const recorded = ({ state, effects }: Step, ...changes: readonly Change[]): Step => ({
  state: { ...state, progress: changes.reduce(withChange, state.progress) },
  effects: [...effects, { kind: 'record', changes }],
});
