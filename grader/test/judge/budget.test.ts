import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { judgeBatch } from '../../judge/batch.ts';

const root = join(import.meta.dirname, '../../..');

test('explorations that cannot be completed take little more than two budgets of runs in all', async () => {
  const exercise = await readExercise(root, '02-async-races/10-transfer-deadlock');
  const files = await readAttempt(exercise, exercise.folders.solution);
  // Nearly every scenario here has more orders: with a whole budget each, 123 would be tried.
  const budget = 16;
  const attempt = { exercise: { ...exercise, limits: { ...exercise.limits, schedules: budget } }, files };
  for await (const { verdict } of judgeBatch([attempt], { root })) {
    expect(verdict).toMatchObject({ state: 'passed', reach: { complete: false } });
    expect(verdict.state === 'passed' && verdict.reach.schedules).toBeLessThan(3 * budget);
  }
});
