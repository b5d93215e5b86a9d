import { exercisesNamed } from '../course/names.ts';
import type { Identity } from '../course/exercise.ts';
import { currentExercise } from '../course/path.ts';
import { ProgressFile } from '../course/progress-file.ts';
import { UserError } from '../course/user-error.ts';

/**
 * The exercise that a command is about: the named one, or else the learner's current one.
 *
 * @param all exercises of the clone at `root`
 * @throws {UserError} when the words do not mean exactly one
 */
export const oneExercise = async (
  words: readonly string[],
  root: string,
  all: readonly Identity[],
): Promise<Identity> => {
  const [exercise, ...more] =
    words.length > 0
      ? words.flatMap((word) => exercisesNamed(word, all))
      : [currentExercise(all, (await new ProgressFile(root).read()).progress)];
  if (!exercise || more.length > 0) throw new UserError('Name one exercise.');
  return exercise;
};
