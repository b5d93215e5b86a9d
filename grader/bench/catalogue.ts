import { dirname } from 'node:path';
import { readAttempt } from '../course/attempt.ts';
import { readExercises } from '../course/exercise.ts';
import { Judge } from '../judge/judge.ts';
import { report, spread } from './figures.ts';

/* All solutions, one after another, as `npm run grade -- --all` judges attempts: start included. */

const root = dirname(dirname(import.meta.dirname));
const start = performance.now();
const judge = Judge.start(root);
const times = new Map<string, number>();
const unexpected: string[] = [];
try {
  for (const exercise of await readExercises(root)) {
    const begin = performance.now();
    const { state } = await judge.judge({ exercise, files: await readAttempt(exercise, exercise.folders.solution) });
    times.set(exercise.id, performance.now() - begin);
    if (state !== 'passed') unexpected.push(`${exercise.id}: ${state}`);
  }
} finally {
  await judge.close();
}
const total = performance.now() - start;
const each = [...times.values()];
console.log(
  `the solutions of ${times.size} exercises: ${(total / 1000).toFixed(1)} s, ${(total / times.size).toFixed(0)} ms each`,
);
console.log(`an exercise, ms: ${spread(each)}; the slowest: ${[...times].toSorted(([, a], [, b]) => b - a)[0]?.[0]}`);
if (unexpected.length > 0) console.log(`did not pass: ${unexpected.join(', ')}`);
report({ total, times: Object.fromEntries(times), unexpected });
process.disconnect?.();
