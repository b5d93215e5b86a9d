import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMetadata, type Metadata } from './metadata.ts';
import { UserError } from './user-error.ts';

export type Identity = {
  /** `02-async-races/01-lost-update`: the folder in all three trees. */
  readonly id: string;
  /** `02-async-races` */
  readonly track: string;
  /** `lost-update` */
  readonly slug: string;
};

export type Exercise = Metadata &
  Identity & {
    /** Absolute. */
    readonly folders: {
      readonly learner: string;
      readonly solution: string;
      readonly grader: string;
      /** Pristine copies of the learner's and of the given files, out of their way. */
      readonly starter: string;
    };
  };

export const trees = ['exercises', 'solutions', join('grader', 'exercises')] as const;

const numbered = /^\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** `02-async-races` → `async-races`; undefined for a folder that is neither track nor exercise. */
export const withoutNumber = (folder: string): string | undefined => numbered.exec(folder)?.[1];

export const identityOf = (id: string): Identity => {
  const [track = '', folder = ''] = id.split('/');
  return { id, track, slug: withoutNumber(folder) ?? folder };
};

/** Ids of the exercises of one tree, in the order of the course: the folders are the registry. */
export const listIds = async (tree: string): Promise<readonly string[]> => {
  const tracks = await numberedFolders(tree);
  const ids = tracks.map(async (track) =>
    (await numberedFolders(join(tree, track))).map((exercise) => `${track}/${exercise}`),
  );
  return (await Promise.all(ids)).flat();
};

const numberedFolders = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && withoutNumber(entry.name) !== undefined)
    .map((entry) => entry.name)
    .toSorted();
};

/** @throws {UserError} when `exercise.json` is missing or not valid. */
export const readExercise = async (root: string, id: string): Promise<Exercise> => {
  const grader = join(root, 'grader', 'exercises', id);
  const path = `grader/exercises/${id}/exercise.json`;
  const json = await readFile(join(grader, 'exercise.json'), 'utf8').catch((cause: unknown) => {
    throw new UserError(`Cannot read ${path}.`, 'The kit is incomplete: `git status` shows what is missing.', {
      cause,
    });
  });
  return {
    ...parseMetadata(json, path),
    ...identityOf(id),
    folders: {
      learner: join(root, 'exercises', id),
      solution: join(root, 'solutions', id),
      grader,
      starter: join(grader, 'starter'),
    },
  };
};

/** All exercises in the order of the course: what their folders say of them. */
export const listExercises = async (root: string): Promise<readonly Identity[]> =>
  (await listIds(join(root, 'grader', 'exercises'))).map(identityOf);

/** @throws {UserError} when the metadata of one of them is missing or not valid. */
export const readExercises = async (root: string): Promise<readonly Exercise[]> =>
  Promise.all((await listExercises(root)).map(({ id }) => readExercise(root, id)));
