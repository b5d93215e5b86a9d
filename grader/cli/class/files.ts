import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { marksHash, readClassFile, type ClassFile } from '../../class/class-file.ts';
import { readCollected, type Collected } from '../../class/collect/collected.ts';
import { classMarks, type LearnerMarks } from '../../class/grade/class-marks.ts';
import { currentEntries } from '../../class/grade/job.ts';
import { readJournal, type ReadJournal } from '../../class/grade/journal.ts';
import type { JournalEntry } from '../../class/grade/record.ts';
import { journalName } from '../../class/own-files.ts';
import { listExercises, readExercise, type Exercise } from '../../course/exercise.ts';
import { checksHash, engineHash } from '../../judge/address.ts';
import { UserError } from '../../course/user-error.ts';

/** Names of the files beside each other in the teacher's folder. */
export const classFileName = 'class.json';
export const recordsName = 'records.jsonl';
export const defaultFolder = 'submissions';
export const defaultMarks = 'marks';

export type Assigned = {
  readonly classFile: ClassFile;
  readonly exercises: readonly Exercise[];
  /** Ids of all exercises of the kit. */
  readonly known: readonly string[];
  /** See `marksHash`. */
  readonly hash: string;
};

/** @throws {UserError} when `class.json` is missing or not valid */
export const readAssigned = async (root: string, path: string): Promise<Assigned> => {
  const known = (await listExercises(root)).map(({ id }) => id);
  const classFile = await readClassFile(path, known);
  const exercises = await Promise.all(classFile.exercises.map(async ({ id }) => readExercise(root, id)));
  return { classFile, exercises, known, hash: marksHash(classFile) };
};

export type Graded = Assigned & {
  readonly collected: Collected;
  readonly journal: ReadJournal;
  /** The entries of the journal that are about what is collected now. */
  readonly entries: ReadonlyMap<string, JournalEntry>;
  readonly marks: readonly LearnerMarks[];
};

/** @throws {UserError} when a file has not been made yet, or two do not fit together */
export const readGraded = async (
  root: string,
  paths: { readonly classFile: string; readonly folder: string; readonly marks: string },
): Promise<Graded> => {
  const assigned = await readAssigned(root, paths.classFile);
  const collected = await readCollected(paths.folder, assigned.classFile);
  const path = join(paths.marks, journalName);
  const journal = await readJournal(path);
  if (!journal) throw new UserError(`There is no \`${path}\`.`, '`npm run class -- grade` makes it.');
  if (journal.header.class !== assigned.hash) {
    throw new UserError(
      `\`${path}\` was graded with other exercises, points or \`grading\` than \`${paths.classFile}\` has now.`,
      'Grade again into another folder, so that the same points apply to all marks.',
    );
  }
  // Work that was collected since has no mark: the old one is about other files.
  const entries = await currentEntries(journal.entries, collected, assigned.exercises, paths.folder);
  return { ...assigned, collected, journal, entries, marks: classMarks(assigned.classFile, collected, entries) };
};

/**
 * Version of the kit, and a hash of what judges these exercises: another check or another weight means another mark.
 */
export const kitStamp = async (root: string, exercises: readonly Exercise[]): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const checks = (await Promise.all(exercises.map(checksHash))).toSorted();
  const hash = createHash('sha256').update([await engineHash(root), ...checks].join('\n'));
  return `${version}+${hash.digest('hex').slice(0, 12)}`;
};

/** Flags that most commands have. */
export const commonFlags = {
  class: { type: 'string', default: classFileName },
  folder: { type: 'string', default: defaultFolder },
  marks: { type: 'string', default: defaultMarks },
} as const;

export const commonHelp = `  --class FILE    the class file (${classFileName})
  --folder DIR    what \`collect\` made (${defaultFolder})
  --marks DIR     what \`grade\` made (${defaultMarks})`;
