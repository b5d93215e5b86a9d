import type { Exercise } from '../../course/exercise.ts';
import type { Found, Judged, Run, State } from '../model/state.ts';
import { haveAllPassed } from '../model/steps.ts';

/** A run that says nothing for this long is told when it will be stopped. */
const longSilenceMs = 2000;

/** One sentence: which save is being judged, or was. */
export const stageText = (state: State): string => {
  const { run, judged } = state;
  if (run && (run.ms > 0 || !judged || judged.remembered === 'earlier')) return runText(run, judged);
  if (!judged) return 'Reading your files …';
  const label = judged.remembered
    ? `Verdict for ${savedText(judged.found)}, judged before (r: once more).`
    : `Verdict for ${savedText(judged.found)}.`;
  if (judged.verdict.state === 'failed') return judged.remembered ? label : `${label} Every save is checked.`;
  if (judged.verdict.state === 'unchecked') return `${label} r tries again.`;
  return `${label} ${haveAllPassed(state) ? 'Passed, all of them: n.' : 'Passed: n goes on.'}`;
};

export const savedText = ({ at }: Found): string =>
  at === undefined ? 'your files as they are' : `your save of ${at.toTimeString().slice(0, 8)}`;

export const resetQuestion = ({ files }: Exercise): string =>
  `Put the starter of ${files.join(' and ')} back? Your work is copied first.`;

const runText = ({ found, schedules, ms, exercise }: Run, judged: Judged | undefined): string => {
  const seconds = Math.floor(ms / 1000);
  const facts = [
    ...(schedules === undefined ? [] : [`${schedules.toLocaleString('en-US')} schedules`]),
    ...(seconds > 0 ? [`${seconds} s`] : []),
    ...(schedules === undefined && ms >= longSilenceMs
      ? [`stopped after ${exercise.limits.seconds} s of silence`]
      : []),
  ];
  const text = `Checking ${savedText(found)} …${facts.length > 0 ? ` ${facts.join(', ')}` : ''}`;
  return judged?.remembered === 'earlier' ? `${text} (shown: the verdict of last time)` : text;
};
