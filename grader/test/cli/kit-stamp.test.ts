import { expect, test } from 'vitest';
import { kitStamp } from '../../cli/class/files.ts';
import { readExercise } from '../../course/exercise.ts';
import { oneExercise, repository } from './clone.ts';

test('records of other checks, or of other weights, are not gone on with', async () => {
  const exercise = await readExercise(repository, oneExercise);
  const other = await readExercise(repository, '02-async-races/03-mutex');
  const stamp = await kitStamp(repository, [exercise, other]);
  expect(await kitStamp(repository, [other, exercise])).toBe(stamp);
  for (const changed of [
    { ...exercise, weights: { 'a check': 3 } },
    { ...exercise, checks: exercise.checks + 1 },
    { ...exercise, folders: other.folders },
  ])
    expect(await kitStamp(repository, [changed, other])).not.toBe(stamp);
  expect(await kitStamp(repository, [{ ...exercise, title: 'Hullo' }, other])).toBe(stamp);
});
