import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sleepers } from '../../author/sleeps.ts';
import { readAttempt } from '../../course/attempt.ts';
import { readExercises } from '../../course/exercise.ts';
import { judgeBatch } from '../../judge/batch.ts';
import { chance } from '../../explore/chance.ts';
import { draws } from '../draws.ts';

const root = join(import.meta.dirname, '../../..');
/**
 * A turn of the loop may be made by a short timer. And who removes a dead owner's lock may go on before the lock is
 * removed, as it tries again until it has its own, or before the lock for the removal is given up: that is right in
 * each order. And who looks again after a pause may make it twice.
 */
const allowed =
  /^01-event-loop\/09-cpu-hog .* setTimeout of 1 ms$|^05-processes\/(?:05-shared-file seats\.ts:(?:13|61)|06-no-orphans run-within\.ts:49) /;

const exercises = (await readExercises(root)).filter(({ instruments }) => instruments.includes('R'));
const all = await Promise.all(
  exercises.map(async (exercise) =>
    sleepers(await readAttempt(exercise, exercise.folders.solution)).map(({ title, files }) => ({
      exercise,
      files,
      title: `${exercise.id} ${title}`,
    })),
  ),
);

it('no answer passes that sleeps instead of waiting', { timeout: 600_000 }, async () => {
  const candidates = all.flat().filter(({ title }) => !allowed.test(title));
  const drawn = candidates.map((candidate, index) => ({ candidate, rank: chance(1, index) }));
  const sample = drawn.toSorted((one, other) => one.rank - other.rank).map(({ candidate }) => candidate);
  sample.splice(draws(3, sample.length));
  const verdicts: Record<string, string> = {};
  for await (const { attempt, verdict } of judgeBatch(sample, { root })) verdicts[attempt.title] = verdict.state;
  expect(verdicts).toEqual(Object.fromEntries(sample.map(({ title }) => [title, 'failed'])));
});
