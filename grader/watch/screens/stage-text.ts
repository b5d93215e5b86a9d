import { tallyText } from '../../report/tally.ts';
import type { Exercise } from '../../course/exercise.ts';
import { shortName } from '../../course/names.ts';
import { counted } from '../../verdict/counted.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Found, Judged, Reset, State, Sweep } from '../model/state.ts';
import { changeOf } from '../model/session-view.ts';
import { haveAllPassed } from '../model/steps.ts';

/** After this long without a word, the text says when the run will be stopped. */
const longSilenceMs = 2000;

/** One sentence: which save is being judged, or was. */
export const stageText = (state: State): string => {
  const { run, judged } = state;
  if (run && (run.ms > 0 || !judged || judged.remembered === 'earlier')) return runText(state);
  if (!judged) return 'Reading your files …';
  const label = judged.remembered
    ? `Verdict for ${savedText(judged.found)}, judged before (r: judge again).`
    : `Verdict for ${savedText(judged.found)}.`;
  if (judged.verdict.state === 'failed') {
    const change = changeText(judged);
    if (change !== '') return `${label} ${change[0]?.toUpperCase() ?? ''}${change.slice(1)}.`;
    return judged.remembered ? label : `${label} Every save is checked.`;
  }
  if (judged.verdict.state === 'unchecked') return `${label} r tries again.`;
  return `${label} ${haveAllPassed(state) ? 'All exercises passed: press n.' : 'Passed: press n to go on.'}`;
};

export const savedText = ({ at }: Found): string =>
  at === undefined ? 'your files as they are' : `your save at ${at.toTimeString().slice(0, 8)}`;

/** After a pass, if the learner had a choice of tools. */
export const costsHint = ({ judged, current }: State): string | undefined =>
  judged?.verdict.state === 'passed' && current.costs
    ? 'c compares what the work costs with your choice of tool and with the others.'
    : undefined;

export const resetQuestion = ({ files }: Exercise): string =>
  `Reset ${files.join(' and ')} to the starter? Your work is copied first.`;

export const resetText = ({ what, backup }: Reset): string => {
  if (what === 'own') return 'Your version is back.';
  return backup === undefined
    ? 'The starter is back.'
    : `The starter is back. u undoes that: your version is in ${backup}.`;
};

/** What has changed since the previous version: "1 of 3 failed checks fixed, 1 new failure". */
export const changeText = ({ verdict, before = [] }: Judged): string => {
  if (verdict.state !== 'failed') return '';
  const { mended, broken, failedBefore } = changeOf(verdict, before);
  return [
    ...(mended.length > 0 ? [`${mended.length} of ${counted(failedBefore, 'failed check')} fixed`] : []),
    ...(broken.length > 0 ? [counted(broken.length, 'new failure')] : []),
  ].join(', ');
};

/** What the run of all has found. */
export const sweepEndText = (results: Sweep['results'], exercises: number): string =>
  `All exercises as they are now: ${tallyText([...results.values()], exercises)}`;

/** How far the search is. Nobody knows in advance how many orders there are; the last verdict is a good guess. */
const ordersText = (schedules: number, last: Verdict | undefined): string => {
  const count = schedules.toLocaleString('en-US');
  const expected = last && last.state !== 'unchecked' ? Number(last.reach.schedules.toPrecision(2)) : 0;
  if (expected > schedules) return `${count} of about ${expected.toLocaleString('en-US')} orders`;
  return `${count} ${schedules === 1 ? 'order' : 'orders'}`;
};

const runText = ({ run, judged, view, course }: State): string => {
  if (!run) return '';
  const { found, schedules, ms, exercise } = run;
  // In the run of all, the last verdict is about another exercise, the one on the screen.
  const place = view.kind === 'all' ? view.sweep.results.size + 1 : undefined;
  const last = place === undefined ? judged : undefined;
  const seconds = Math.floor(ms / 1000);
  const facts = [
    ...(schedules === undefined ? [] : [ordersText(schedules, last?.verdict)]),
    ...(seconds > 0 ? [`${seconds} s`] : []),
    ...(schedules === undefined && ms >= longSilenceMs
      ? [`will be stopped after ${exercise.limits.seconds} s of silence`]
      : []),
  ];
  const what = place === undefined ? savedText(found) : `${shortName(exercise, course)}, ${place} of ${course.length}`;
  const text = `Checking ${what} …${facts.length > 0 ? ` ${facts.join(', ')}` : ''}`;
  return last?.remembered === 'earlier' ? `${text} (shown: the last verdict)` : text;
};
