import { withoutNumber, type Identity } from './exercise.ts';
import { didYouMean } from './nearest.ts';
import { UserError } from './user-error.ts';

/** The shortest name that means only this exercise: its slug, or `track/slug`. */
export const shortName = (exercise: Identity, all: readonly Identity[]): string => {
  const isUnique = all.every((other) => other.id === exercise.id || other.slug !== exercise.slug);
  return isUnique ? exercise.slug : `${withoutNumber(exercise.track) ?? exercise.track}/${exercise.slug}`;
};

/**
 * The exercises meant by one word of the command line: a slug, `track/slug`, an id, a track,
 * with or without the numbers, or a path that the shell completed (`exercises/02-…/01-…/`).
 *
 * @throws {UserError} with the nearest name when the word means none, or several in different tracks.
 */
export const exercisesNamed = <T extends Identity>(word: string, all: readonly T[]): readonly T[] => {
  const name = word
    .replaceAll('\\', '/')
    .replace(/^(\.\/)?exercises\//, '')
    .replace(/\/+$/, '');
  const meant = all.filter((exercise) => namesOf(exercise).has(name));
  const [first] = meant;
  if (first === undefined) {
    const known = all.flatMap((exercise) => [...namesOf(exercise)]);
    throw new UserError(`There is no exercise \`${word}\`.`, didYouMean(name, known) ?? allNames(all));
  }
  if (meant.some((exercise) => exercise.track !== first.track)) {
    const choices = meant.map((exercise) => `\`${shortName(exercise, all)}\``).join(' or ');
    throw new UserError(`\`${word}\` is the name of ${meant.length} exercises.`, `Use ${choices}.`);
  }
  return meant;
};

const namesOf = (exercise: Identity): ReadonlySet<string> => {
  const track = withoutNumber(exercise.track) ?? exercise.track;
  return new Set([
    exercise.slug,
    `${track}/${exercise.slug}`,
    track,
    `${exercise.track}/${exercise.slug}`,
    exercise.id,
    exercise.track,
  ]);
};

const allNames = (all: readonly Identity[]): string =>
  `The exercises are: ${all.map((exercise) => shortName(exercise, all)).join(', ')}.`;
