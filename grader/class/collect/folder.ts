import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../course/message-of.ts';
import { foreignFolder, isLink, isLitter, refusedEntry, skippedEntry, Unreadable, type Entry } from './submission.ts';

export type Found = {
  readonly entries: readonly Entry[];
  readonly folders: readonly string[];
};

/**
 * The regular files below a folder. Links are not followed: they could lead anywhere. A link, or a folder that can't
 * be read, is an entry with a fault.
 *
 * @returns the files; and the names of the folders right below it, empty ones too
 * @throws when the folder itself can't be read
 */
export const filesBelow = async (folder: string): Promise<Found> => {
  const entries: Entry[] = [];
  const visit = async (path: string): Promise<void> => {
    for (const found of await readdir(join(folder, path), { withFileTypes: true })) {
      const below = path === '' ? found.name : `${path}/${found.name}`;
      if (foreignFolder(found.name) !== undefined) entries.push(skippedEntry(below));
      else if (found.isSymbolicLink()) entries.push(faulty(below, isLink(below)));
      else if (found.isDirectory())
        await visit(below).catch((error: unknown) => entries.push(faulty(below, unread(below, error))));
      else if (!found.isFile()) entries.push(faulty(below, `${JSON.stringify(below)} is no regular file`));
      else if (!isLitter(below)) entries.push(await entryAt(folder, below));
    }
  };
  await visit('');
  const top = await readdir(folder, { withFileTypes: true });
  const folders = top
    .filter((found) => found.isDirectory() && foreignFolder(found.name) === undefined)
    .map(({ name }) => name);
  return { entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)), folders };
};

const faulty = (path: string, fault: string): Entry => ({ ...refusedEntry(path, fault), fault });

const unread = (path: string, error: unknown): string => `${JSON.stringify(path)} can't be read: ${messageOf(error)}`;

const entryAt = async (folder: string, path: string): Promise<Entry> => {
  const full = join(folder, path);
  // A name that is not UTF-8 can't be found again. It need not be, as no declared file has one.
  const found = await lstat(full).catch(() => undefined);
  return {
    path,
    bytes: found?.size ?? 0,
    read: async () =>
      readFile(full).catch((error: unknown) => {
        throw new Unreadable(unread(path, error));
      }),
  };
};
