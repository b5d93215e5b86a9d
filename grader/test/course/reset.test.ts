import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExercise, type Exercise } from '../../course/exercise.ts';
import { resetExercise } from '../../course/reset.ts';
import { exerciseTree, temporaryKit } from '../kit.ts';

const id = '00-welcome/01-hello';
const now = new Date('2026-11-22T12:04:31.123Z');
const backup = join('.racelings', 'backups', '00-welcome', '01-hello', '2026-11-22T12-04-31-123Z');

const kit = async (): Promise<{ root: string; exercise: Exercise; file: string }> => {
  const root = await temporaryKit(exerciseTree(id));
  const exercise = await readExercise(root, id);
  return { root, exercise, file: join(exercise.folders.learner, 'main.ts') };
};

test('the starter is back, and the work is in the backup that was named', async () => {
  const { root, exercise, file } = await kit();
  await writeFile(file, 'hours of work');
  expect(await resetExercise(root, exercise, now)).toEqual({ backup });
  expect(await readFile(file, 'utf8')).toBe('export const answer = 0; // TODO\n');
  expect(await readFile(join(root, backup, 'main.ts'), 'utf8')).toBe('hours of work');
});

test('a folder in the place of the file is kept, too', async () => {
  const { root, exercise, file } = await kit();
  await rm(file);
  await mkdir(file);
  await writeFile(join(file, 'inside.txt'), 'precious');
  await resetExercise(root, exercise, now);
  expect(await readFile(file, 'utf8')).toBe('export const answer = 0; // TODO\n');
  expect(await readFile(join(root, backup, 'main.ts', 'inside.txt'), 'utf8')).toBe('precious');
});

test('nothing to keep makes no backup', async () => {
  const { root, exercise, file } = await kit();
  await rm(file);
  expect(await resetExercise(root, exercise, now)).toEqual({ backup: undefined });
  expect(await readFile(file, 'utf8')).toBe('export const answer = 0; // TODO\n');
});

test('without a pristine starter nothing is touched', async () => {
  const { root, exercise, file } = await kit();
  await writeFile(file, 'hours of work');
  await rm(exercise.folders.starter, { recursive: true });
  await expect(resetExercise(root, exercise, now)).rejects.toThrow('ENOENT');
  expect(await readFile(file, 'utf8')).toBe('hours of work');
});
