import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from './exercise.ts';
import { sectionsIn, type Section } from './sections.ts';

/** One level of help, from a question to nearly the answer. */
export type Hint = Section;

export const readHints = async (exercise: Exercise): Promise<readonly Hint[]> =>
  sectionsIn(await readFile(join(exercise.folders.grader, 'hints.md'), 'utf8').catch(() => ''));
