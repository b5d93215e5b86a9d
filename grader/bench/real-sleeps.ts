import { dirname } from 'node:path';
import { sleepers } from '../author/sleeps.ts';
import { readAttempt } from '../course/attempt.ts';
import { readExercises } from '../course/exercise.ts';
import { judgeBatch } from '../judge/batch.ts';
import { report } from './figures.ts';

/* Each await of the solutions of real runs, replaced by each way to sleep: how many of them pass, and which. */

const root = dirname(dirname(import.meta.dirname));
const asked = process.env['EXERCISES'] ?? '';
const exercises = (await readExercises(root)).filter(
  ({ id, instruments }) => instruments.includes('R') && id.includes(asked),
);
const attempts = await Promise.all(
  exercises.map(async (exercise) =>
    sleepers(await readAttempt(exercise, exercise.folders.solution)).map((sleeper) => ({ exercise, ...sleeper })),
  ),
);
const tried = attempts.flat();
const passed: string[] = [];
const unchecked: string[] = [];
for await (const { attempt, verdict } of judgeBatch(tried, { root })) {
  const title = `${attempt.exercise.id} ${attempt.title}`;
  if (verdict.state === 'passed') passed.push(title);
  if (verdict.state === 'unchecked') unchecked.push(`${title}: ${verdict.reason}`);
}
console.log(`sleeps instead of an await: ${tried.length}; passed ${passed.length}, unchecked ${unchecked.length}`);
for (const line of [...passed.map((title) => `passed: ${title}`), ...unchecked]) console.log(line);
report({ tried: tried.length, passed, unchecked });
process.disconnect?.();
