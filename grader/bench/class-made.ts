import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readAnswers } from '../author/answers.ts';
import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';

/** What one learner hands in for one exercise, and what it must get. */
export type HandedIn = {
  readonly learner: string;
  readonly exercise: Exercise;
  readonly name: string;
  readonly files: AttemptFiles;
  /** A finding that it must get; undefined: it passes. */
  readonly expects: { readonly kinds: readonly string[]; readonly check?: string | undefined } | undefined;
};

/** Points of each exercise: all of them or none, so that each mark is known beforehand. */
export const points = 10;

type Candidate = Omit<HandedIn, 'learner' | 'exercise'>;

/** Makes a class whose marks are known: from the starters, the solutions, and the answers that are kept. */
export const madeClass = async (learners: number, exercises: readonly Exercise[]): Promise<readonly HandedIn[]> => {
  const made = exercises.map(async (exercise, column) => {
    const candidates = await candidatesFor(exercise);
    // Everybody has something different, and each exercise has a different share of wrong answers.
    return Array.from({ length: learners }, (_, row): HandedIn[] => {
      const chosen = candidates[(row + 7 * column) % candidates.length];
      return chosen ? [{ learner: `learner-${String(row + 1).padStart(2, '0')}`, exercise, ...chosen }] : [];
    }).flat();
  });
  return (await Promise.all(made)).flat();
};

const candidatesFor = async (exercise: Exercise): Promise<readonly Candidate[]> => {
  const [right, wrong] = await Promise.all([readAnswers(exercise, 'right'), readAnswers(exercise, 'wrong')]);
  return [
    {
      name: 'starter',
      files: await readAttempt(exercise, exercise.folders.starter),
      expects: { kinds: exercise.starter },
    },
    { name: 'solution', files: await readAttempt(exercise, exercise.folders.solution), expects: undefined },
    ...right.map(({ name, files }) => ({ name, files, expects: undefined })),
    ...wrong.flatMap(({ name, files, expects }) =>
      expects ? [{ name, files, expects: { kinds: [expects.kind], check: expects.check } }] : [],
    ),
  ];
};

/** Writes the class as a folder of folders. */
export const layOut = async (handedIn: readonly HandedIn[], folder: string): Promise<void> => {
  for (const { learner, exercise, files } of handedIn) {
    for (const file of files.files) {
      if (file.state !== 'text') continue;
      const path = join(folder, learner, 'exercises', exercise.id, file.name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
    }
  }
};
