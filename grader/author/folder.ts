import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of all files below a folder, with `/`, sorted; names that begin with a dot belong to some tool. */
export const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter(({ name }) => !name.startsWith('.'))
    .map(async (entry) =>
      entry.isDirectory()
        ? (await filesBelow(join(folder, entry.name))).map((path) => `${entry.name}/${path}`)
        : [entry.name],
    );
  return (await Promise.all(paths)).flat().toSorted();
};
