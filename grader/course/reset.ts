import type { Stats } from 'node:fs';
import { cp, lstat, readFile, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Exercise } from './exercise.ts';
import { stateFolder, timestamp, writeWhole } from './state-folder.ts';

export type Reset = {
  /** Folder of the copies, relative to the root; undefined when there was nothing to keep. */
  readonly backup: string | undefined;
};

/**
 * Puts the starter back. What the learner had, whatever it was, is copied first;
 * when it cannot be copied, nothing is touched.
 */
export const resetExercise = async (root: string, exercise: Exercise, now: Date): Promise<Reset> => {
  const names = [...exercise.files, ...exercise.given];
  const starters = await Promise.all(
    names.map(async (name) => ({ name, content: await readFile(join(exercise.folders.starter, name)) })),
  );
  const folder = join(stateFolder(root), 'backups', exercise.id, timestamp(now));
  const kept = await Promise.all(
    starters.map(({ name }) => backedUp(join(exercise.folders.learner, name), join(folder, name))),
  );
  for (const { name, content } of starters) {
    const path = join(exercise.folders.learner, name);
    // The rename replaces a file, so it is never missing; it cannot replace a folder.
    if ((await found(path))?.isDirectory()) await rm(path, { recursive: true });
    await writeWhole(path, content);
  }
  return { backup: kept.includes(true) ? relative(root, folder) : undefined };
};

/**
 * Undoes a reset.
 * @param backup folder of the copies, relative to the root, as the reset returned it
 * @throws when the copies are gone
 */
export const undoReset = async (root: string, exercise: Exercise, backup: string): Promise<void> => {
  const folder = join(root, backup);
  for (const name of await readdir(folder)) {
    const path = join(exercise.folders.learner, name);
    const kept = join(folder, name);
    if ((await found(kept))?.isFile() && !(await found(path))?.isDirectory()) {
      await writeWhole(path, await readFile(kept));
    } else {
      await rm(path, { recursive: true, force: true });
      await cp(kept, path, { recursive: true });
    }
  }
};

const backedUp = async (from: string, to: string): Promise<boolean> => {
  if ((await found(from)) === undefined) return false;
  await cp(from, to, { recursive: true, errorOnExist: true, force: false });
  return true;
};

const found = async (path: string): Promise<Stats | undefined> => lstat(path).catch(() => undefined);
