import { join } from 'node:path';
import * as v from 'valibot';
import { UserError } from '../../course/user-error.ts';
import { readText } from '../text-file.ts';
import type { ClassFile } from '../class-file.ts';
import { listFile } from '../own-files.ts';

const text = v.string();

const collectedSchema = v.strictObject({
  v: v.literal(1),
  /** Ids of the exercises that were asked for: nothing was taken of others. */
  exercises: v.array(text),
  /** The deadline by which work was judged late. */
  due: v.exactOptional(text),
  /** What was found in the sources and belongs to nobody. */
  unclaimed: v.array(text),
  learners: v.array(
    v.strictObject({
      id: text,
      name: text,
      /** Folder below `files/` that holds what was taken. */
      key: text,
      folder: v.exactOptional(text),
      source: text,
      submittedAt: v.exactOptional(text),
      late: v.boolean(),
      commit: v.exactOptional(text),
      /** `EXERCISE/file` */
      files: v.array(text),
      others: v.array(text),
      problems: v.array(text),
      /** Folders that were not looked into: `node_modules` and the like. */
      skipped: v.array(text),
      /** Older or later submissions of the same learner that do not count, and why. */
      superseded: v.array(v.strictObject({ source: text, submittedAt: v.exactOptional(text), why: text })),
      unreadable: v.exactOptional(text),
    }),
  ),
});

/** How many names of files that were not taken are kept, in each list. */
export const mostListed = 100;

export type Collected = v.InferOutput<typeof collectedSchema>;
export type CollectedLearner = Collected['learners'][number];

/** @throws {UserError} when the folder is not one that `collect` made for this class file */
export const readCollected = async (folder: string, { exercises, due }: ClassFile): Promise<Collected> => {
  const collected = await read(folder);
  // Learners who did hand it in would have nothing, and a mark for that.
  const missing = exercises.find(({ id }) => !collected.exercises.includes(id));
  if (missing)
    throw new UserError(
      `\`${folder}\` was collected before \`${missing.id}\` was in the class file.`,
      'Collect again.',
    );
  if (collected.due !== due)
    throw new UserError(
      `\`${folder}\` was collected with ${deadline(collected.due)}, and the class file has ${deadline(due)} now.`,
      'Collect again: who is late, and what counts, may be different.',
    );
  return collected;
};

const deadline = (due: string | undefined): string => (due === undefined ? 'no deadline' : `the deadline ${due}`);

const read = async (folder: string): Promise<Collected> => {
  const path = join(folder, listFile);
  const json = await readText(path, { help: '`npm run class -- collect` makes it.' });
  try {
    return v.parse(collectedSchema, JSON.parse(json));
  } catch (cause) {
    throw new UserError(`\`${path}\` is not as \`class collect\` wrote it.`, 'Collect again.', { cause });
  }
};
