import { join } from 'node:path';
import { attemptOf, readAttempt, readAttemptFile, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { filesBelow } from './folder.ts';

/** An answer that is kept as a file, and what must come of it. */
export type Answer = {
  /** `wrong/no-await.ts`, or the folder `wrong/left-running` */
  readonly name: string;
  /** First line of its main file: the kind and the reason of a wrong answer. */
  readonly firstLine: string;
  readonly files: AttemptFiles;
};

/**
 * The answers in `wrong/` or `right/`. A file replaces the main file of the exercise, a folder
 * those that it has; the rest comes from the solution, so that an answer is wrong in one way.
 */
export const readAnswers = async (exercise: Exercise, side: 'wrong' | 'right'): Promise<readonly Answer[]> => {
  const folder = join(exercise.folders.grader, side);
  const names = new Set((await filesBelow(folder)).map((path) => path.split('/')[0] ?? path));
  // Beside the answers, too, a file of the kit may stand, to be imported by them: it is none.
  for (const name of exercise.given) names.delete(name);
  return Promise.all(
    [...names].map(async (name) => {
      const path = join(folder, name);
      const files = name.endsWith('.ts')
        ? await withMainFile(exercise, path)
        : await readAttempt(exercise, path, exercise.folders.solution);
      return { name: `${side}/${name}`, firstLine: await firstLineOf(exercise, path, files), files };
    }),
  );
};

const withMainFile = async (exercise: Exercise, path: string): Promise<AttemptFiles> => {
  const [main, ...others] = (await readAttempt(exercise, exercise.folders.solution)).files;
  return main ? attemptOf([await readAttemptFile(main.name, path), ...others]) : attemptOf([]);
};

/** Of the first declared file that is the answer's own. */
const firstLineOf = async (exercise: Exercise, path: string, { files }: AttemptFiles): Promise<string> => {
  const own = await filesBelow(path);
  const file = own.length === 0 ? files[0] : files.find(({ name }) => own.includes(name));
  return file?.state === 'text' ? (file.text.split(/\r?\n/)[0] ?? '') : '';
};
