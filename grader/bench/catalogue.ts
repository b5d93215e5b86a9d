import { dirname } from 'node:path';
import { readAttempt } from '../course/attempt.ts';
import { readExercises } from '../course/exercise.ts';
import { judgeBatch } from '../judge/batch.ts';
import { report, spread } from './figures.ts';

/* All solutions, several at once, as `npm run grade -- --all` judges attempts: start included. */

const root = dirname(dirname(import.meta.dirname));
const start = performance.now();
const times = new Map<string, number>();
const unexpected: string[] = [];
const attempts = (await readExercises(root)).map(async (exercise) => ({
  exercise,
  files: await readAttempt(exercise, exercise.folders.solution),
}));
for await (const { attempt, verdict, durationMs } of judgeBatch(await Promise.all(attempts), { root })) {
  times.set(attempt.exercise.id, durationMs);
  if (verdict.state !== 'passed') unexpected.push(`${attempt.exercise.id}: ${verdict.state}`);
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
