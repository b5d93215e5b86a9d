import { shortName } from '../../course/names.ts';
import { keyPressed } from './key-pressed.ts';
import type { Event, Program, State, Step } from './state.ts';
import { unchanged } from './steps.ts';
import { collected } from './sweep.ts';
import { earlierVerdict, filesRead, putBack, verdictGiven } from './verdicts.ts';
import { wished } from './wishes.ts';

/** The whole of the watch mode's behaviour: what an event changes, and what to do then. */
export const reduce = (state: State, event: Event): Step => {
  switch (event.kind) {
    case 'key':
      return keyPressed(state, event.key);
    case 'wished':
      return wished(state, event.wish);
    case 'opened':
      return unchanged(event.exercise === state.current.id ? { ...state, page: event.page } : state);
    case 'recalled':
      return event.exercise === state.current.id ? earlierVerdict(state, event) : unchanged(state);
    case 'read':
      return filesRead(state, event);
    case 'collected':
      return collected(state, event);
    case 'searched':
      if (event.run !== state.run?.id) return unchanged(state);
      return unchanged({ ...state, run: { ...state.run, schedules: event.schedules } });
    case 'lasting':
      if (event.run !== state.run?.id) return unchanged(state);
      return unchanged({ ...state, run: { ...state.run, ms: event.ms } });
    case 'judged':
      return verdictGiven(state, event);
    case 'typed':
      return unchanged(event.exercise === state.current.id ? { ...state, typed: event.typed } : state);
    case 'solution':
      if (state.view.kind !== 'solution' || event.exercise !== state.current.id) return unchanged(state);
      return unchanged({ ...state, view: { ...state.view, files: event.files } });
    case 'printed':
      return unchanged(withProgram(state, event.program, (program) => printed(program, event.lines)));
    case 'program-ended':
      return unchanged(withProgram(state, event.program, (program) => ({ ...program, ended: event.how })));
    case 'recorded':
      return unchanged({ ...state, progress: event.progress });
    case 'reset':
      return putBack(state, event.reset);
    case 'driven':
      return unchanged({ ...state, drive: event.shown });
    case 'saved-elsewhere':
      return unchanged(withNotice(state, elsewhereText(state, event)));
    case 'resized':
      return unchanged({ ...state, size: event.size });
    case 'told':
      return unchanged(withNotice(state, event.notice));
    default:
      event satisfies { kind: 'stopped' };
      return { state, effects: [{ kind: 'quit' }] };
  }
};

const withNotice = (state: State, notice: string): State => ({
  ...state,
  notices: [...state.notices.filter((other) => other !== notice), notice],
});

const elsewhereText = (
  { course, current }: State,
  { exercise, file }: Extract<Event, { kind: 'saved-elsewhere' }>,
): string => {
  const other = course.find(({ id }) => id === exercise);
  const name = other ? shortName(other, course) : exercise;
  return `${file} of ${name} was saved. This screen shows ${shortName(current, course)}: l takes you to ${name}.`;
};

/** More lines than anybody scrolls back; a demo may print for ever. */
const keptLines = 1000;

const printed = (program: Program, more: readonly string[]): Program => {
  const lines = [...program.lines, ...more];
  const excess = Math.max(0, lines.length - keptLines);
  return { ...program, lines: lines.slice(excess), lost: program.lost + excess };
};

const withProgram = (state: State, id: number, change: (program: Program) => Program): State =>
  state.view.kind === 'program' && state.view.id === id ? { ...state, view: change(state.view) } : state;
