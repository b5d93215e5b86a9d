import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readExercises } from '../course/exercise.ts';
import { median, report, spread } from './figures.ts';
import { savesToVerdicts } from './save-to-verdict.ts';
import { throwAwayClone } from './throw-away-clone.ts';
import { vitestWatchReruns } from './vitest-watch.ts';

/*
 * Medians of warm saves, each exercise in turn, ours and the baseline one after the other, so that a drifting machine
 * drifts for both. SAVES and EXERCISES (a part of the id) change how much; PAUSES (ms) are the times from a verdict to
 * the next save: an editor that saves by itself, somebody who reads and thinks.
 */

// The baseline needs a file of its own beside the checks.
const root = await throwAwayClone();
const saves = Number(process.env['SAVES'] ?? 20);
const pauses = (process.env['PAUSES'] ?? '300,4000').split(',').map(Number);
const wanted = process.env['EXERCISES'] ?? '';

console.log(`save → verdict, ms: median (least–most) of ${saves} warm saves of the solution`);
console.log(
  `${'exercise'.padEnd(36)}${'pause'.padStart(6)}${'ours'.padStart(18)}${'vitest --watch'.padStart(18)}  ratio`,
);
for (const exercise of await readExercises(root)) {
  if (!exercise.id.includes(wanted)) continue;
  for (const pause of pauses) {
    const ours = await savesToVerdicts(root, exercise, { saves, pause });
    const theirs = await vitestWatchReruns(root, exercise, { saves, pause });
    const ratio = (median(ours) / median(theirs)).toFixed(2);
    const columns = [String(pause).padStart(6), spread(ours).padStart(18), spread(theirs).padStart(18), `  ${ratio}`];
    console.log(`${exercise.id.padEnd(36)}${columns.join('')}`);
    report({ exercise: exercise.id, instruments: exercise.instruments, pause, ours, theirs });
  }
}
await rm(dirname(root), { recursive: true, force: true });
process.disconnect?.();
