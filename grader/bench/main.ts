import { dirname } from 'node:path';
import { readExercises } from '../course/exercise.ts';
import { savesToVerdicts } from './save-to-verdict.ts';
import { vitestWatchReruns } from './vitest-watch.ts';

/*
 * `npm run bench -- [saves]`: medians of warm saves, each exercise in turn, ours and the baseline
 * after one another, so that a machine that drifts drifts for both.
 */

const root = dirname(dirname(import.meta.dirname));
const saves = Number(process.argv[2] ?? 20);

const sorted = (times: readonly number[]): number[] => times.toSorted((a, b) => a - b);
const median = (times: readonly number[]): number => sorted(times)[Math.floor(times.length / 2)] ?? Number.NaN;
const shown = (times: readonly number[]): string => {
  const [least, most] = [sorted(times)[0] ?? Number.NaN, sorted(times).at(-1) ?? Number.NaN];
  return `${median(times).toFixed(0)} (${least.toFixed(0)}–${most.toFixed(0)})`.padStart(16);
};

console.log(`save → verdict, ms: median (least–most) of ${saves} warm saves of the solution`);
console.log(`${'exercise'.padEnd(34)}${'ours'.padStart(16)}${'vitest --watch'.padStart(18)}  ratio`);
for (const exercise of await readExercises(root)) {
  const ours = await savesToVerdicts(root, exercise, saves);
  const theirs = await vitestWatchReruns(root, exercise, saves);
  const ratio = (median(ours) / median(theirs)).toFixed(2);
  console.log(`${exercise.id.padEnd(34)}${shown(ours)}  ${shown(theirs)}  ${ratio}`);
}
process.exitCode = 0;
