import type { Exercise } from '../../course/exercise.ts';
import { shortName } from '../../course/names.ts';
import { nextPending } from '../../course/path.ts';
import type { Change } from '../../course/progress.ts';
import type { CheckMark, Verdict } from '../../verdict/verdict.ts';
import type { Event, Found, Judged, Reset, State, Step, View } from './state.ts';
import { cancelled, haveAllPassed, opened, recorded, started, unchanged } from './steps.ts';
import { swept, sweepEnded, sweepStarted } from './sweep.ts';
import { timelineOf } from './timeline-keys.ts';

/*
 * The way from a save to what is shown of it. The content decides: a touched file is not a save, a save
 * during a run replaces that run, and content that was judged before is not judged again.
 */

export const filesRead = (state: State, { exercise, found }: Extract<Event, { kind: 'read' }>): Step => {
  if (exercise !== state.current.id || found.files.hash === state.found?.files.hash) return unchanged(state);
  const reset = state.reset?.hash === found.files.hash ? state.reset : undefined;
  const fresh: State = { ...backToWork(state, found), found, answer: undefined, reset };
  // The run of all continues; what was just found waits for its end.
  const isSweeping = fresh.view.kind === 'all' && fresh.view.sweep.current !== undefined;
  return isSweeping ? unchanged(recalled(fresh)) : shownOrJudged(fresh, found);
};

const shownOrJudged = (state: State, found: Found): Step => {
  const known = state.verdicts.get(keyOf(state.current, found));
  if (known) {
    const { state: shown, effects } = show(state, { verdict: known, found, remembered: 'session' });
    return { state: shown, effects: [...cancelled(state), ...effects] };
  }
  const { state: running, effects } = started(state, state.current, found);
  return { state: recalled(running), effects };
};

/** Ends the run of all, which may have taken the place of the newest save's run. */
export const sweepLeft = (state: State): Step => {
  const { state: left, effects } = sweepEnded(state);
  const { found, judged } = left;
  if (!found || (judged?.found === found && judged.remembered !== 'earlier')) return { state: left, effects };
  const next = shownOrJudged(left, found);
  return { state: next.state, effects: [...effects, ...next.effects] };
};

/** Shows the verdict of another session until the attempt has been judged again: the kit may have changed. */
export const earlierVerdict = (state: State, { hash, verdict }: Extract<Event, { kind: 'recalled' }>): Step =>
  unchanged(recalled({ ...state, earlier: { hash, verdict } }));

const recalled = (state: State): State => {
  const { earlier, found, judged } = state;
  if (!earlier || !found || earlier.hash !== found.files.hash || judged?.found === found) return state;
  return { ...state, judged: { verdict: earlier.verdict, found, remembered: 'earlier' }, finding: 0, scroll: 'turn' };
};

export const verdictGiven = (before: State, { run, verdict, now }: Extract<Event, { kind: 'judged' }>): Step => {
  // A verdict that was under way when its run was replaced is about old files.
  if (run !== before.run?.id) return unchanged(before);
  const { exercise, found } = before.run;
  const state: State = { ...before, run: undefined };
  const isSweep = state.view.kind === 'all';
  if (verdict.state === 'unchecked') return isSweep ? swept(state, exercise, verdict) : show(state, { verdict, found });

  const changes: readonly Change[] = [
    ...(isSweep ? [] : [{ kind: 'attempted', exercise: exercise.id } as const]),
    ...(verdict.state === 'passed'
      ? [{ kind: 'passed', exercise: exercise.id, hash: found.files.hash, at: now.toISOString() } as const]
      : []),
  ];
  const known: State = { ...state, verdicts: remembered(state.verdicts, keyOf(exercise, found), verdict) };
  const noted = changes.length > 0 ? recorded(unchanged(known), ...changes) : unchanged(known);
  const next = isSweep ? swept(noted.state, exercise, verdict) : show(noted.state, { verdict, found });
  const keep = { kind: 'keep', exercise, hash: found.files.hash, verdict } as const;
  const wasLast = !isSweep && haveAllPassed(noted.state) && !haveAllPassed(before);
  const last = wasLast ? sweepStarted(next.state) : unchanged(next.state);
  return { state: last.state, effects: [...noted.effects, keep, ...next.effects, ...last.effects] };
};

/** Replaces the verdict on the screen, and moves on to the next exercise if that is wanted. */
const show = (state: State, judged: Judged): Step => {
  const { verdict, found } = judged;
  const before = checksBefore(state, found);
  const shown: State = uncompared({
    ...state,
    run: undefined,
    judged: before ? { ...judged, before } : judged,
    view: atItsStep(state.view, state.judged?.verdict, verdict),
    finding: 0,
    scroll: 'turn',
  });
  const next =
    verdict.state === 'passed' && isHandsOff(state, found)
      ? nextPending(state.course, state.progress, state.current)
      : undefined;
  if (next) {
    const { state: there, effects } = opened(shown, next);
    return { state: { ...there, notices: [`✓ ${shortName(state.current, state.course)} has passed.`] }, effects };
  }
  const hasTypes = verdict.state !== 'unchecked' && found.files.files.every((file) => file.state === 'text');
  const ask = { kind: 'check-types', exercise: state.current, hash: found.files.hash } as const;
  return { state: shown, effects: hasTypes ? [ask] : [] };
};

/** A learner who walks through a run stays at their step if the new verdict shows the same run. */
const atItsStep = (view: View, before: Verdict | undefined, now: Verdict): View => {
  if (view.kind !== 'timeline') return view;
  const [old, own] = [before, now].map((verdict) => JSON.stringify(timelineOf(verdict, view.finding)));
  return old === own ? view : { ...view, row: 0 };
};

/**
 * Checks to compare with. A verdict on the same content, or none at all, gives nothing new: then those of the verdict
 * on the screen stay.
 */
const checksBefore = ({ judged }: State, { files }: Found): readonly CheckMark[] | undefined => {
  if (!judged || judged.verdict.state === 'unchecked' || judged.found.files.hash === files.hash) return judged?.before;
  return judged.verdict.checks.length > 0 ? judged.verdict.checks : undefined;
};

/** Files that a reset put in place fix or break nothing. */
const uncompared = (state: State): State => {
  const { judged, reset, current } = state;
  if (!judged?.before || reset?.exercise !== current.id || reset.hash !== judged.found.files.hash) return state;
  const { before: _, ...alone } = judged;
  return { ...state, judged: alone };
};

/** A reset was done; the verdict on its files may already be here. */
export const putBack = (state: State, reset: Reset): Step => unchanged(uncompared({ ...state, reset }));

/** Only a save leads on by itself: a learner who comes back to a pass wants to see it. */
const isHandsOff = ({ autoNext, view }: State, found: Found): boolean =>
  autoNext && view.kind === 'exercise' && found.at !== undefined;

/**
 * A learner who saves wants to see the effect. But while an answer or a search is being typed, nothing is taken away.
 */
const backToWork = (state: State, { at }: Found): State => {
  const { kind } = state.view;
  if (at === undefined || kind === 'exercise' || kind === 'list' || kind === 'reset' || kind === 'program')
    return state;
  const exercise: State = { ...state, view: { kind: 'exercise' }, scroll: 0 };
  return kind === 'all'
    ? { ...exercise, notices: ['Your save came first: press a to check all exercises again.'] }
    : exercise;
};

const keyOf = (exercise: Exercise, { files }: Found): string => `${exercise.id} ${files.hash}`;

/** Enough for going back and forth between versions; a verdict may hold a hundred kilobytes. */
const keptVerdicts = 50;

const remembered = (verdicts: State['verdicts'], key: string, verdict: Verdict): State['verdicts'] => {
  const entries = [...verdicts].filter(([other]) => other !== key);
  return new Map([...entries.slice(-(keptVerdicts - 1)), [key, verdict]]);
};
