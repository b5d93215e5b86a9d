import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readExercise, readExercises } from '../../course/exercise.ts';
import { exercisesNamed, shortName } from '../../course/names.ts';
import { exerciseTree, temporaryKit } from '../kit.ts';

const kit = async (): Promise<string> =>
  temporaryKit({
    ...exerciseTree('04-shared-memory/05-mutex'),
    ...exerciseTree('02-async-races/03-mutex'),
    ...exerciseTree('02-async-races/01-lost-update', { files: ['main.ts', 'lib/other.ts'], given: ['bank.ts'] }),
  });

test('the folders are the registry, in the order of their numbers', async () => {
  const root = await kit();
  await mkdir(join(root, 'grader/exercises/notes/01-x'), { recursive: true });
  const exercises = await readExercises(root);
  expect(exercises.map(({ id }) => id)).toEqual([
    '02-async-races/01-lost-update',
    '02-async-races/03-mutex',
    '04-shared-memory/05-mutex',
  ]);
  expect(exercises[0]).toMatchObject({
    track: '02-async-races',
    slug: 'lost-update',
    folders: {
      learner: join(root, 'exercises/02-async-races/01-lost-update'),
      solution: join(root, 'solutions/02-async-races/01-lost-update'),
      grader: join(root, 'grader/exercises/02-async-races/01-lost-update'),
      starter: join(root, 'grader/exercises/02-async-races/01-lost-update/starter'),
    },
  });
});

test('an exercise without metadata is named', async () => {
  const root = await kit();
  await expect(readExercise(root, '02-async-races/09-none')).rejects.toThrow(
    'Cannot read grader/exercises/02-async-races/09-none/exercise.json.',
  );
});

describe('names', () => {
  test('an exercise is called by its slug, and by its track too where that is needed', async () => {
    const all = await readExercises(await kit());
    expect(all.map((exercise) => shortName(exercise, all))).toEqual([
      'lost-update',
      'async-races/mutex',
      'shared-memory/mutex',
    ]);
  });

  test.each([
    ['lost-update', ['02-async-races/01-lost-update']],
    ['async-races/mutex', ['02-async-races/03-mutex']],
    ['02-async-races/mutex', ['02-async-races/03-mutex']],
    ['02-async-races/03-mutex', ['02-async-races/03-mutex']],
    ['./exercises/04-shared-memory/05-mutex/', ['04-shared-memory/05-mutex']],
    ['async-races', ['02-async-races/01-lost-update', '02-async-races/03-mutex']],
    ['02-async-races', ['02-async-races/01-lost-update', '02-async-races/03-mutex']],
  ])('%s means %j', async (word, ids) => {
    const all = await readExercises(await kit());
    expect(exercisesNamed(word, all).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    ['lost-updat', 'There is no exercise `lost-updat`.', 'Did you mean `lost-update`?'],
    ['mutxe', 'There is no exercise `mutxe`.', 'Did you mean `mutex`?'],
    [
      'nothing-like-it-at-all',
      'There is no exercise `nothing-like-it-at-all`.',
      'The exercises are: lost-update, async-races/mutex, shared-memory/mutex.',
    ],
    ['mutex', '`mutex` is the name of 2 exercises.', 'Use `async-races/mutex` or `shared-memory/mutex`.'],
  ])('%s is refused with what to say instead', async (word, message, help) => {
    const all = await readExercises(await kit());
    expect(() => exercisesNamed(word, all)).toThrow(expect.objectContaining({ message, help }));
  });
});
