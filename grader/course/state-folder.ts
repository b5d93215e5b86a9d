import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the kit keeps what it knows about this learner: never part of the kit itself. */
export const stateFolder = (root: string): string => join(root, '.racelings');

/** A file name for a moment, the same in all time zones and fit for every file system. */
export const timestamp = (moment: Date): string => moment.toISOString().replaceAll(':', '-').replace('.', '-');

/**
 * Writes a file so that other programs see the old content or the new one, never a part.
 * @param mode who may read it, as for `chmod`; absent: as usual
 */
export const writeWhole = async (path: string, content: string | Uint8Array, mode?: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, content, { mode });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
};

/**
 * Like `writeWhole`, for several files. The last file says that all are there, so it gets its name when the others have
 * theirs. The next call replaces what an interrupted one left behind.
 */
export const writeTogether = async (
  files: readonly { readonly path: string; readonly content: string }[],
): Promise<void> => {
  const drafts = files.map(({ path, content }) => ({ path, content, draft: `${path}.new` }));
  try {
    for (const { path, content, draft } of drafts) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, content, { flush: true });
    }
    for (const { path, draft } of drafts) await rename(draft, path);
  } catch (error) {
    for (const { draft } of drafts) await rm(draft, { force: true });
    throw error;
  }
};
