import type { Change } from '../course/progress.ts';
import { keyPressed } from './key-pressed.ts';
import type { Event, State, Step } from './state.ts';
import { recorded, started, unchanged } from './steps.ts';

/** The whole of the watch mode's behaviour: what an event changes, and what is to be done then. */
export const reduce = (state: State, event: Event): Step => {
  switch (event.kind) {
    case 'key':
      return keyPressed(state, event.key);
    case 'opened':
      return unchanged(event.exercise === state.current.id ? { ...state, page: event.page } : state);
    case 'read':
      return filesRead(state, event);
    case 'searched':
      if (event.run !== state.run?.id) return unchanged(state);
      return unchanged({ ...state, run: { ...state.run, schedules: event.schedules } });
    case 'judged':
      return verdictGiven(state, event);
    case 'recorded':
      return unchanged({ ...state, progress: event.progress });
    case 'resized':
      return unchanged({ ...state, size: event.size });
    case 'told':
      return unchanged({ ...state, notice: event.notice });
    default:
      event satisfies { kind: 'stopped' };
      return { state, effects: [{ kind: 'quit' }] };
  }
};

/** The content decides: a touched file is no save, and a save during a run replaces that run. */
const filesRead = (state: State, { exercise, found }: Extract<Event, { kind: 'read' }>): Step => {
  if (exercise !== state.current.id || found.files.hash === state.found?.files.hash) return unchanged(state);
  return started({ ...state, answer: undefined }, found);
};

const verdictGiven = (state: State, { run, verdict, now }: Extract<Event, { kind: 'judged' }>): Step => {
  // A verdict that was under way when its run was replaced is about files that are gone.
  if (run !== state.run?.id) return unchanged(state);
  const { found } = state.run;
  const exercise = state.current.id;
  const judged = unchanged({ ...state, run: undefined, judged: { verdict, found }, scroll: 0 });
  if (verdict.state === 'unchecked') return judged;
  const passed: Change = { kind: 'passed', exercise, hash: found.files.hash, at: now.toISOString() };
  return recorded(judged, { kind: 'attempted', exercise }, ...(verdict.state === 'passed' ? [passed] : []));
};
