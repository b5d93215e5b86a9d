import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLitter, Unreadable, type Entry } from './submission.ts';

/** Folders that hold nothing of the learner's own. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn']);

export type Found = {
  readonly entries: readonly Entry[];
  readonly links: readonly string[];
  readonly folders: readonly string[];
};

/**
 * The regular files below a folder. Links are not followed: they could lead anywhere.
 * @returns the files; the links by path; and the names of the folders right below it, empty ones too
 */
export const filesBelow = async (folder: string): Promise<Found> => {
  const entries: Entry[] = [];
  const links: string[] = [];
  const visit = async (path: string): Promise<void> => {
    for (const found of await readdir(join(folder, path), { withFileTypes: true })) {
      const below = path === '' ? found.name : `${path}/${found.name}`;
      if (found.isSymbolicLink()) links.push(below);
      else if (found.isDirectory() && !skipped.has(found.name)) await visit(below);
      else if (found.isFile() && !isLitter(below)) entries.push(await entryAt(folder, below));
    }
  };
  await visit('');
  const top = await readdir(folder, { withFileTypes: true });
  const folders = top.filter((found) => found.isDirectory() && !skipped.has(found.name)).map(({ name }) => name);
  return { entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)), links, folders };
};

const entryAt = async (folder: string, path: string): Promise<Entry> => {
  const full = join(folder, path);
  const { size } = await lstat(full);
  return {
    path,
    bytes: size,
    read: async () =>
      readFile(full).catch((error: unknown) => {
        throw new Unreadable(
          `${JSON.stringify(path)} can't be read: ${error instanceof Error ? error.message : String(error)}`,
        );
      }),
  };
};
