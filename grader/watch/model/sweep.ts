import type { Exercise } from '../../course/exercise.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Event, State, Step, Sweep } from './state.ts';
import { cancelled, haveAllPassed, started, unchanged } from './steps.ts';

/** Judges all exercises as they are on the disk, in place of whatever is being judged. */
export const sweepStarted = (state: State): Step => {
  const sweep: Sweep = { waiting: state.course, current: undefined, results: new Map() };
  const { state: first, effects } = nextOf({ ...state, run: undefined, scroll: 0 }, sweep);
  return { state: first, effects: [...cancelled(state), ...effects] };
};

/** The files of the exercise that is next have been read. */
export const collected = (state: State, { exercise, found }: Extract<Event, { kind: 'collected' }>): Step => {
  const { view } = state;
  if (view.kind !== 'all' || view.sweep.current?.id !== exercise || state.run) return unchanged(state);
  return started(state, view.sweep.current, found);
};

/** One exercise of the sweep has been judged. */
export const swept = (state: State, exercise: Exercise, verdict: Verdict): Step => {
  if (state.view.kind !== 'all') return unchanged(state);
  const { sweep } = state.view;
  const results = new Map(sweep.results).set(exercise.id, verdict.state);
  return nextOf(state, { ...sweep, results });
};

export const sweepEnded = (state: State): Step => ({
  state: { ...state, run: undefined, view: { kind: 'exercise' }, scroll: 0 },
  effects: cancelled(state),
});

const nextOf = (state: State, sweep: Sweep): Step => {
  const [current, ...waiting] = sweep.waiting;
  if (current) {
    const view = { kind: 'all', sweep: { ...sweep, current, waiting } } as const;
    return { state: { ...state, view }, effects: [{ kind: 'collect', exercise: current }] };
  }
  const isComplete = haveAllPassed(state) && [...sweep.results.values()].every((result) => result === 'passed');
  const view = isComplete
    ? ({ kind: 'final' } as const)
    : ({ kind: 'all', sweep: { ...sweep, current: undefined } } as const);
  return unchanged({ ...state, view, scroll: 0 });
};
